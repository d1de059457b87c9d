"""Wireshark's dissector, by tshark: the TPDUs of a capture file that is written here."""

import re
import struct
import subprocess
import tempfile
from xml.etree import ElementTree

from .decoder import Decoder, user_data

LINK_TYPE_USER_0 = 147
INBOUND, OUTBOUND = 1, 2
OPTIONS = (
    "-o",
    'uat:user_dlts:"User 0 (DLT=147)","gsm_sms","0","","0",""',
    "-o",
    "gsm_sms.reassemble:FALSE",
    "--disable-protocol",
    "wsp",
    "--disable-protocol",
    "wtp",
    "-T",
    "pdml",
    "-J",
    "gsm_sms",
)
FLAGS = ("rp", "udhi", "sri", "srr", "srq", "lp", "mms", "rd")
NUMBERS = {"gsm_sms.tp-mr": "mr", "gsm_sms.tp-pid": "pid", "gsm_sms.tp-dcs": "dcs"}
ADDRESSES = ("TP-Originating-Address", "TP-Destination-Address", "TP-Recipient-Address")
TIMES = {
    "TP-Service-Centre-Time-Stamp": "scts",
    "TP-Discharge-Time": "dt",
    "TP-Validity-Period: absolute": "vp",
}
FORMATS = ("none", "enhanced", "relative", "absolute")
ALPHABETS = ("gsm7", "8bit", "ucs2", "gsm7")
# What tshark may put into a document all the same, from a text that is not what it takes it for.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# No character of XML; this is how the document writes it.
FORM_FEED = "\\xc"
UNITS = {"minute": 60, "hour": 3600, "day": 86400, "week": 604800}


class TShark(Decoder):
    name = "tshark"
    floor = 14

    def read_all(self, readings):
        with tempfile.NamedTemporaryFile(suffix=".pcapng") as capture:
            capture.write(capture_file(readings))
            capture.flush()
            command = ("tshark", "-r", capture.name, *OPTIONS)
            done = subprocess.run(command, capture_output=True, check=True, timeout=600)
        packets = ElementTree.fromstring(_as_xml(done.stdout)).iter("packet")
        return [facts(reading, packet) for reading, packet in zip(readings, packets, strict=True)]


def capture_file(readings):
    """pcapng: of all capture files the one whose packets know their direction."""
    blocks = [
        _block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)),
        _block(1, struct.pack("<HHI", LINK_TYPE_USER_0, 0, 0)),
    ]
    for reading in readings:
        # As the network sees it: what the phone sends comes in.
        direction = INBOUND if reading.message.direction == "mo" else OUTBOUND
        tpdu = reading.tpdu
        header = struct.pack("<IIIII", 0, 0, 0, len(tpdu), len(tpdu))
        flags = struct.pack("<HHIHH", 2, 4, direction, 0, 0)
        blocks.append(_block(6, header + tpdu + bytes(-len(tpdu) % 4) + flags))
    return b"".join(blocks)


def _block(kind, body):
    length = len(body) + 12
    return struct.pack("<II", kind, length) + body + struct.pack("<I", length)


def _as_xml(document):
    """XML reads a bare line end inside an attribute as a space; one between tags stays what it is."""
    document = NOT_XML.sub("\ufffd", document.decode(errors="replace")).encode()
    return re.sub(rb"\n(?!\s*<|\s*\Z)", b"&#10;", document).replace(b"\r", b"&#13;")


def facts(reading, packet):
    """Nested fields, each with the octets that it stands for, what it shows and how it is put to a reader."""
    dissection = packet.find("proto[@name='gsm_sms']")
    found = {
        "error": None,
        "kind": dissection.get("showname").rpartition(" SMS-")[2].lower().replace(" ", "-"),
    }
    for field in dissection:
        name, title = field.get("name"), field.get("show")
        if name in NUMBERS:
            found[NUMBERS[name]] = int(field.get("show"))
            if name == "gsm_sms.tp-dcs":
                found |= _scheme(field)
        elif name.removeprefix("gsm_sms.tp-") in FLAGS:
            found[name.removeprefix("gsm_sms.tp-")] = field.get("show") == "1"
        elif name == "gsm_sms.tp-vpf":
            found["vp.format"] = FORMATS[int(field.get("show"))]
        elif name == "gsm_sms.vp.validity_period":
            found |= _relative_period(field)
        elif title.startswith(ADDRESSES):
            found |= _address(field)
        elif title in TIMES:
            found |= _time(TIMES[title], field)
        elif title == "TP-Validity-Period":
            found["vp.raw"] = field.get("value").upper()
        elif title.startswith("TP-Status"):
            found["status"] = int(field.get("value"), 16)
        elif name == "gsm_sms.tp.parameter_indicator":
            found["pi"] = int(field.get("value"), 16)
        elif title == "TP-User-Data":
            found |= _user_data(reading, field)
    return found


def _child(field, name):
    return field.find(f".//field[@name='gsm_sms.{name}']")


def _shown(field, name):
    child = _child(field, name)
    return None if child is None else child.get("show")


def _address(field):
    found = {
        "addr.length": int(_shown(field, "dis_field_addr.length")),
        "addr.ton": int(_shown(field, "dis_field_addr.num_type")),
        "addr.npi": int(_shown(field, "dis_field_addr.num_plan")),
    }
    number = next((_shown(field, name) for name in ("tp-oa", "tp-da", "tp-ra") if _shown(field, name)), "")
    return found | {"addr.number": number.replace(FORM_FEED, "\f")}


def _scheme(field):
    found = {}
    if _shown(field, "dcs.text_compressed") is not None:
        found["compressed"] = _shown(field, "dcs.text_compressed") == "1"
        found["alphabet"] = ALPHABETS[int(_shown(field, "dcs.character_set"), 16)]
        has_class = _shown(field, "dcs.message_class_defined") == "1"
        found["class"] = int(_shown(field, "dcs.message_class"), 16) if has_class else None
    return found


def _time(name, field):
    part = {
        key: _shown(field, f"scts.{key}") for key in ("year", "month", "day", "hour", "minutes", "seconds")
    }
    date = f"20{part['year']:0>2}-{part['month']:0>2}-{part['day']:0>2}"
    time = f"{part['hour']:0>2}:{part['minutes']:0>2}:{part['seconds']:0>2}"
    zone = re.search(r"GMT ([+-]) (\d+) hours (\d+) minutes", _child(field, "scts.timezone").get("showname"))
    quarters = int(zone[2]) * 4 + int(zone[3]) // 15
    return {f"{name}.iso": f"{date}T{time}", f"{name}.tz": -quarters if zone[1] == "-" else quarters}


def _relative_period(field):
    """Told in words: `12 hours 30 minutes`, `4 day(s)`."""
    words = re.findall(r"(\d+) (minute|hour|day|week)", field.get("showname"))
    return {
        "vp.value": int(field.get("show")),
        "vp.seconds": sum(int(count) * UNITS[unit] for count, unit in words),
    }


def _user_data(reading, field):
    elements = []
    for element in field.iter("field"):
        if element.find("field[@name='gsm_sms.ie_identifier']") is not None:
            octets = element.get("value").upper()
            elements.append((int(octets[:2], 16), octets[4:]))
    found = {"udh": elements}
    text, body = _child(field, "sms_text"), _child(field, "sms_body")
    if text is not None:
        found |= user_data(reading, text.get("show").replace(FORM_FEED, "\f"))
    if body is not None:
        found |= user_data(reading, bytes.fromhex(body.get("value") or ""))
    return found
