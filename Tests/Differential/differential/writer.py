"""Writes a PDU from its fields, by 3GPP TS 23.040 and TS 23.038 alone: the second opinion on what is encoded.

A writer may take liberties that the standard leaves to the sender and tells the receiver to ignore.
"""

from dataclasses import dataclass, field

from .alphabet import STANDARD, pack
from .message import counts_septets, half_octet_count, is_text

MESSAGE_TYPES = {"deliver": 0, "submit": 1, "status-report": 2}
VALIDITY_FORMATS = {"none": 0, "enhanced": 1, "relative": 2, "absolute": 3}
FLAG_BITS = {
    "mms": 0x04,
    "rd": 0x04,
    "lp": 0x08,
    "sri": 0x20,
    "srr": 0x20,
    "srq": 0x20,
    "udhi": 0x40,
    "rp": 0x80,
}
DIGITS = "0123456789*#abc"


@dataclass(frozen=True)
class Liberties:
    """Bits that mean nothing, set to one where the standard has zero."""

    fill_bits: bool = False
    spare_bits: bool = False
    padding_bits: bool = False


@dataclass
class Writing:
    """The octets, and where in them each field begins."""

    octets: bytearray = field(default_factory=bytearray)
    offsets: dict = field(default_factory=dict)

    def append(self, name, octets):
        self.offsets[name] = len(self.octets)
        self.octets += bytes(octets)

    @property
    def hex(self):
        return self.octets.hex().upper()


def write(message, liberties=Liberties()):
    fields, writing = message.fields, Writing()
    writing.append("smsc", service_centre(fields["smsc"]))
    writing.append("first_octet", [first_octet(message, liberties)])
    if "mr" in fields:
        writing.append("mr", [fields["mr"]])
    writing.append("addr", address(fields["addr"]))
    if message.kind == "status-report":
        _append_report(writing, message)
    else:
        writing.append("pid", [fields["pid"]])
        writing.append("dcs", [fields["dcs"]])
        if "scts" in fields:
            writing.append("scts", time_stamp(fields["scts"]))
        if "vp" in fields:
            writing.append("vp", validity(fields["vp"]))
    if message.has_user_data:
        _append_user_data(writing, message, liberties)
    return writing


def _append_report(writing, message):
    fields = message.fields
    writing.append("scts", time_stamp(fields["scts"]))
    writing.append("dt", time_stamp(fields["dt"]))
    writing.append("status", [fields["status"]])
    if fields["pi"] is not None:
        writing.append("pi", [fields["pi"]])
        for name in ("pid", "dcs"):
            if fields.get(name) is not None:
                writing.append(name, [fields[name]])


def first_octet(message, liberties):
    fields = message.fields
    octet = MESSAGE_TYPES[message.kind]
    for name, bit in FLAG_BITS.items():
        if fields.get(name):
            octet |= bit
    if "vp" in fields:
        octet |= VALIDITY_FORMATS[fields["vp"]["format"]] << 3
    if message.header:
        octet |= FLAG_BITS["udhi"]
    if liberties.spare_bits:
        octet |= {"submit": 0, "deliver": 0x10, "status-report": 0x90}[message.kind]
    return octet


def type_of_address(number):
    return 0x80 | number["ton"] << 4 | number["npi"]


def semi_octets(number):
    padded = number + "F" * (len(number) % 2)
    nibbles = [DIGITS.index(digit) if digit in DIGITS else 0xF for digit in padded]
    return bytes(low | high << 4 for low, high in zip(nibbles[::2], nibbles[1::2]))


def address_value(number):
    if number["ton"] == 5:
        return pack(STANDARD.septets(number["number"]))
    return semi_octets(number["number"])


def address(number):
    """§9.1.2.5"""
    return bytes([half_octet_count(number), type_of_address(number)]) + address_value(number)


def service_centre(number):
    """3GPP TS 24.011 §8.2.5.1: the length counts octets, the type among them."""
    if number is None:
        return b"\0"
    value = address_value(number)
    return bytes([len(value) + 1, type_of_address(number)]) + value


def decimal(value):
    return value % 10 << 4 | value // 10


def time_stamp(time):
    """§9.2.3.11"""
    iso = time["iso"]
    values = [int(iso[start : start + 2]) for start in (2, 5, 8, 11, 14, 17)]
    zone = decimal(abs(time["tz"])) | (0x08 if time["tz"] < 0 else 0)
    return bytes([*map(decimal, values), zone])


def validity(period):
    match period["format"]:
        case "none":
            return b""
        case "relative":
            return bytes([period["value"]])
        case "absolute":
            return time_stamp(period)
        case "enhanced":
            return bytes.fromhex(period["raw"])


def header_octets(message):
    if not message.header:
        return b""
    elements = b"".join(
        bytes([element["iei"], len(element["data"]) // 2]) + bytes.fromhex(element["data"])
        for element in message.header
    )
    return bytes([len(elements)]) + elements


def fill_bit_count(header_octet_count):
    """§9.2.3.24: up to the next border of septets."""
    return -8 * header_octet_count % 7


def _append_user_data(writing, message, liberties):
    header = header_octets(message)
    if counts_septets(message.scheme):
        septets, fill = message.septets, fill_bit_count(len(header))
        body = bytearray(pack(septets, fill, (1 << fill) - 1 if liberties.fill_bits else 0))
        used = fill + 7 * len(septets)
        if liberties.padding_bits and used % 8:
            body[-1] |= 0xFF << used % 8 & 0xFF
        length = (8 * len(header) + fill) // 7 + len(septets)
    else:
        fields = message.fields
        body = (
            fields["text"].encode("utf-16-be") if is_text(message.scheme) else bytes.fromhex(fields["data"])
        )
        length = len(header) + len(body)
    writing.append("udl", [length])
    writing.append("udh", header)
    writing.append("ud", body)
