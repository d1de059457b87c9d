"""A message by its fields, in the words of `catchline pdu`, and what every reader of its PDU is to find."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .alphabet import STANDARD

FLAGS = {
    "submit": ("rd", "srr", "rp"),
    "deliver": ("mms", "lp", "sri", "rp"),
    "status-report": ("mms", "lp", "srq"),
}
# Facts that only other readers tell.
UNPROMISED = (
    "alphabet",
    "udh.raw",
    "udh.opaque",
    "concat.numbers",
    "ports.numbers",
    "addr.length",
    *(f"{name}.dialled" for name in ("addr", "smsc")),
    *(f"{name}.utc" for name in ("scts", "dt", "vp")),
)


@dataclass
class Message:
    """`fields` are the members of an encode request, all of them; `tables` those that its header chooses."""

    number: int
    fields: dict
    tables: object = field(default=STANDARD)

    @property
    def kind(self):
        return self.fields["kind"]

    @property
    def direction(self):
        return "mo" if self.kind == "submit" else "mt"

    @property
    def header(self):
        return self.fields["udh"]

    @property
    def header_octet_count(self):
        """With the octet that tells the length; none without elements."""
        return 1 + sum(2 + len(element["data"]) // 2 for element in self.header) if self.header else 0

    @property
    def has_user_data(self):
        return self.kind != "status-report" or "text" in self.fields or "data" in self.fields

    @property
    def scheme(self):
        return self.fields.get("dcs") or 0

    @property
    def septets(self):
        return self.tables.septets(self.fields["text"])

    @property
    def is_in_default_tables(self):
        return self.tables is STANDARD

    @property
    def is_septets(self):
        return counts_septets(self.scheme)


# TP-DCS, 3GPP TS 23.038 §4


def is_general(scheme):
    return scheme < 0x80


def is_compressed(scheme):
    return is_general(scheme) and bool(scheme & 0x20)


def alphabet(scheme):
    """What is reserved is read as the default alphabet."""
    if is_general(scheme):
        return ("gsm7", "8bit", "ucs2", "gsm7")[scheme >> 2 & 3]
    if scheme >= 0xF0:
        return "8bit" if scheme & 4 else "gsm7"
    return "ucs2" if 0xE0 <= scheme < 0xF0 else "gsm7"


def counts_septets(scheme):
    return alphabet(scheme) == "gsm7" and not is_compressed(scheme)


def is_text(scheme):
    return alphabet(scheme) != "8bit" and not is_compressed(scheme)


def message_class(scheme):
    has_class = scheme & 0x10 if is_general(scheme) else scheme >= 0xF0
    return scheme & 3 if has_class else None


# What follows from the fields


def validity_seconds(value):
    """3GPP TS 23.040 §9.2.3.12.1"""
    minute, hour, day = 60, 3600, 86400
    for first, base, step in ((197, 5 * 7 * day, 7 * day), (168, 2 * day, day), (144, 12.5 * hour, hour / 2)):
        if value >= first:
            return int(base + (value - first) * step)
    return (value + 1) * 5 * minute


def enhanced_seconds(octets):
    """§9.2.3.12.3"""
    form = octets[0] & 7
    if form == 1:
        return validity_seconds(octets[1])
    if form == 2:
        return octets[1] or None
    if form == 3:
        digits = [int(f"{octet:02X}"[::-1]) for octet in octets[1:4]]
        return digits[0] * 3600 + digits[1] * 60 + digits[2]
    return None


def status_class(status):
    """§9.2.3.15"""
    names = ("completed", "temporary-retrying", "permanent", "temporary-gave-up")
    return names[status >> 5] if status < 0x80 else "reserved"


def universal_time(time):
    """In UTC, for the readers that tell no zone; None beyond what they can say."""
    return (datetime.fromisoformat(time["iso"]) - timedelta(minutes=15 * time["tz"])).isoformat()


def expected(message):
    """All that can be read from the PDU, flat: `addr.number`, `scts.tz`, ..."""
    fields = message.fields
    facts = {
        "error": None,
        "kind": message.kind,
        "udhi": bool(message.header),
        "smsc": fields["smsc"] is not None,
    }
    facts.update({flag: bool(fields[flag]) for flag in FLAGS[message.kind]})
    facts.update({name: fields[name] for name in ("mr", "status") if name in fields})
    if "status" in fields:
        facts["status_class"] = status_class(fields["status"])
        facts["pi"] = fields["pi"]
    if fields["smsc"]:
        facts.update(_address("smsc", fields["smsc"]))
    facts.update(_address("addr", fields["addr"]))
    facts["addr.length"] = half_octet_count(fields["addr"])
    for name in ("scts", "dt"):
        if name in fields:
            facts.update(_time(name, fields[name]))
    if "vp" in fields:
        facts.update(_validity(fields["vp"]))
    if message.kind != "status-report" or fields.get("pid") is not None:
        facts["pid"] = fields["pid"]
    if message.kind != "status-report" or fields.get("dcs") is not None or message.has_user_data:
        facts.update(_scheme(message.scheme))
    if message.has_user_data:
        facts.update(_user_data(message))
    return facts


def _address(name, address):
    dialled = ("+" if address["ton"] == 1 else "") + address["number"]
    return {f"{name}.{key}": value for key, value in address.items()} | {f"{name}.dialled": dialled}


def half_octet_count(address):
    """§9.1.2.5: those that are useful."""
    if address["ton"] == 5:
        return -(-7 * len(STANDARD.septets(address["number"])) // 4)
    return len(address["number"])


def _time(name, time):
    return {f"{name}.iso": time["iso"], f"{name}.tz": time["tz"], f"{name}.utc": universal_time(time)}


def _validity(period):
    facts = {"vp.format": period["format"]}
    if period["format"] == "relative":
        facts |= {"vp.value": period["value"], "vp.seconds": validity_seconds(period["value"])}
    elif period["format"] == "absolute":
        facts |= _time("vp", period)
    elif period["format"] == "enhanced":
        octets = bytes.fromhex(period["raw"])
        facts |= {"vp.raw": period["raw"].upper(), "vp.seconds": enhanced_seconds(octets)}
    return facts


def _scheme(scheme):
    return {
        "dcs": scheme,
        "class": message_class(scheme),
        "compressed": is_compressed(scheme),
        "alphabet": alphabet(scheme),
    }


def _user_data(message):
    header = [(element["iei"], element["data"].upper()) for element in message.header]
    facts = {
        "udh": header,
        "udh.raw": "".join(f"{iei:02X}{len(data) // 2:02X}{data}" for iei, data in header),
    }
    place, application = concatenation(header), ports(header)
    facts |= {"concat": place, "concat.numbers": place and (place["ref"], place["total"], place["seq"])}
    facts |= {"ports": application, "ports.numbers": application and (application["dst"], application["src"])}
    facts["udh.opaque"] = [element for element in header if element[0] not in (0, 8)]
    if is_text(message.scheme):
        facts["text"] = message.fields["text"]
    else:
        facts["data"] = message.fields["data"].upper()
    return facts


def concatenation(header):
    """The last element that makes sense holds (§9.2.3.24, §9.2.3.24.1, §9.2.3.24.8)."""
    for iei, data in reversed(header):
        octets = bytes.fromhex(data)
        if (iei, len(octets)) in ((0, 3), (8, 4)):
            reference, (total, sequence) = int.from_bytes(octets[:-2], "big"), octets[-2:]
            if 1 <= sequence <= total:
                return {"ref": reference, "total": total, "seq": sequence, "bits": 8 * (len(octets) - 2)}
    return None


def ports(header):
    """§9.2.3.24.3, §9.2.3.24.4"""
    for iei, data in reversed(header):
        octets = bytes.fromhex(data)
        if (iei, len(octets)) in ((4, 2), (5, 4)):
            width = len(octets) // 2
            destination, source = (int.from_bytes(part, "big") for part in (octets[:width], octets[width:]))
            return {"dst": destination, "src": source, "bits": 8 * width}
    return None
