"""pycrate's TPDUs of 3GPP TS 23.040."""

from datetime import datetime
from time import struct_time

from pycrate_mobile.TS23040_SMS import SMS_DELIVER, SMS_STATUS_REPORT, SMS_SUBMIT

from ..message import FLAGS, Message, alphabet, is_compressed, is_text
from .encoder import PLAIN_SCHEMES, Encoder


def is_plain(scheme):
    return is_text(scheme) or alphabet(scheme) == "8bit" and not is_compressed(scheme)


class Pycrate(Encoder):
    """Every kind and any header.

    It writes zones up to two hours and a quarter as the standard has them, counts a name's length in octets, and
    counts the padding if that is as long as a septet.
    """

    name = "pycrate"
    kinds = {"deliver": SMS_DELIVER, "submit": SMS_SUBMIT, "status-report": SMS_STATUS_REPORT}
    addresses = {"deliver": "TP_OA", "submit": "TP_DA", "status-report": "TP_RA"}

    def limit(self, fields):
        limited = fields | {"smsc": None}
        if fields["addr"]["ton"] == 5:
            limited["addr"] = {"number": "", "ton": 0, "npi": 1}
        for name in ("scts", "dt", "vp"):
            if abs(fields.get(name, {}).get("tz", 0)) > 9:
                limited[name] = fields[name] | {"tz": 4}
        if fields["kind"] == "status-report":
            limited = {
                name: value for name, value in limited.items() if name not in ("pid", "dcs", "text", "data")
            }
            return limited | {"pi": None, "udh": []}
        if limited.get("vp", {}).get("format") == "enhanced":
            limited["vp"] = {"format": "none"}
        if not is_plain(fields["dcs"]) or self._has_septet_of_padding(fields):
            return None
        return limited | {"dcs": PLAIN_SCHEMES[alphabet(fields["dcs"])]}

    @staticmethod
    def _has_septet_of_padding(fields):
        message = Message(0, fields)
        return (
            message.is_septets
            and -(len(message.septets) + -(-message.header_octet_count * 8 // 7)) * 7 % 8 == 7
        )

    def write(self, message):
        fields = message.fields
        tpdu = self.kinds[message.kind]()
        parts = {part._name: part for part in tpdu._content}
        for name in FLAGS[message.kind]:
            parts[f"TP_{name.upper()}"].set_val(int(fields[name]))
        address = fields["addr"]
        parts[self.addresses[message.kind]].set_val(
            {"Type": address["ton"], "NumberingPlan": address["npi"], "Num": address["number"]}
        )
        for name, part in (("mr", "TP_MR"), ("status", "TP_ST")):
            if name in fields:
                parts[part].set_val(fields[name])
        for name, part in (("scts", "TP_SCTS"), ("dt", "TP_DT")):
            if name in fields:
                parts[part].set_val(self._time(fields[name]))
        if message.kind == "status-report":
            parts["TP_PI"].set_trans(True)
            return b"\0" + tpdu.to_bytes()
        for name, part in (("pid", "TP_PID"), ("dcs", "TP_DCS")):
            parts[part].from_bytes(bytes([fields[name]]))
        if "vp" in fields:
            self._set_validity(tpdu, fields["vp"])
        parts["TP_UDHI"].set_val(int(bool(message.header)))
        content = {"UD": fields["text"] if is_text(fields["dcs"]) else bytes.fromhex(fields["data"])}
        if message.header:
            content["UDH"] = {"UDH": [self._element(element) for element in message.header]}
        parts["TP_UD"].set_val(content)
        return b"\0" + tpdu.to_bytes()

    @staticmethod
    def _time(time):
        moment = datetime.fromisoformat(time["iso"])
        return struct_time(moment.timetuple()), time["tz"] / 4

    def _set_validity(self, tpdu, period):
        relative, absolute = tpdu._content[10], tpdu._content[11]
        tpdu["TP_VPF"].set_val({"none": 0, "relative": 2, "absolute": 3}[period["format"]])
        if period["format"] == "relative":
            relative.set_val(period["value"])
        elif period["format"] == "absolute":
            absolute.set_val(self._time(period))

    @staticmethod
    def _element(element):
        octets = bytes.fromhex(element["data"])
        match element["iei"]:
            case 0:
                value = {"MsgRef": octets[0], "MsgParts": octets[1], "MsgNum": octets[2]}
            case 8:
                value = {"MsgRef": octets[0] << 8 | octets[1], "MsgParts": octets[2], "MsgNum": octets[3]}
            case 4:
                value = {"Dest": octets[0], "Origin": octets[1]}
            case 5:
                value = {"Dest": octets[0] << 8 | octets[1], "Origin": octets[2] << 8 | octets[3]}
            case 1:
                first = octets[0]
                value = {
                    "Store": first >> 7,
                    "ProfileID": first >> 5 & 3,
                    "ExtMsgType": first >> 2 & 7,
                    "MsgType": first & 3,
                    "MsgCnt": octets[1],
                }
            case _:
                value = octets
        return {"T": element["iei"], "V": value}
