"""pycrate's TPDUs of 3GPP TS 23.040; it does not know the address of the service centre in front of them."""

from pycrate_mobile.TS23040_SMS import SMS_DELIVER, SMS_STATUS_REPORT, SMS_SUBMIT

from .decoder import Decoder, user_data

PARSERS = {"deliver": SMS_DELIVER, "submit": SMS_SUBMIT, "status-report": SMS_STATUS_REPORT}
ADDRESSES = {"deliver": "TP_OA", "submit": "TP_DA", "status-report": "TP_RA"}
FLAGS = ("rp", "udhi", "sri", "srr", "srq", "lp", "mms", "rd")
FORMATS = ("none", "enhanced", "relative", "absolute")


class Pycrate(Decoder):
    name = "pycrate"
    floor = 12

    def read(self, reading):
        kind = reading.message.kind
        tpdu = PARSERS[kind]()
        tpdu.from_bytes(reading.tpdu)
        parts = {part._name: part for part in tpdu._content if not part.get_trans()}
        facts = {name: bool(parts[f"TP_{name.upper()}"]()) for name in FLAGS if f"TP_{name.upper()}" in parts}
        facts |= self._address(parts[ADDRESSES[kind]])
        for name, key in (("mr", "TP_MR"), ("status", "TP_ST")):
            if key in parts:
                facts[name] = parts[key]()
        for name, key in (("pid", "TP_PID"), ("dcs", "TP_DCS")):
            if key in parts:
                facts[name] = parts[key].to_bytes()[0]
        for name, key in (("scts", "TP_SCTS"), ("dt", "TP_DT")):
            if key in parts:
                facts |= self._time(name, parts[key])
        if kind == "submit":
            facts |= self._validity(tpdu)
        if kind == "status-report":
            facts["pi"] = parts["TP_PI"].to_bytes()[0] if "TP_PI" in parts else None
        return facts | (self._user_data(reading, parts["TP_UD"]) if "TP_UD" in parts else {})

    @staticmethod
    def _address(address):
        return {
            "addr.length": address["Len"](),
            "addr.number": address["Num"].decode(),
            "addr.ton": address["Type"](),
            "addr.npi": address["NumberingPlan"](),
        }

    @staticmethod
    def _time(name, stamp):
        moment, zone_hours = stamp.decode()
        date = f"{moment.tm_year}-{moment.tm_mon:02}-{moment.tm_mday:02}"
        time = f"{moment.tm_hour:02}:{moment.tm_min:02}:{moment.tm_sec:02}"
        return {f"{name}.iso": f"{date}T{time}", f"{name}.tz": int(zone_hours * 4)}

    def _validity(self, tpdu):
        form = FORMATS[tpdu["TP_VPF"]()]
        facts = {"vp.format": form}
        relative, absolute, enhanced = (tpdu._content[index] for index in (10, 11, 12))
        match form:
            case "relative":
                return facts | {"vp.value": relative()}
            case "absolute":
                return facts | self._time("vp", absolute)
            case "enhanced":
                return facts | {"vp.raw": enhanced.to_bytes().hex().upper()}
        return facts

    @staticmethod
    def _user_data(reading, content):
        header, body = content["UDH"], content["UD"]
        facts = {"udh.raw": "" if header.get_trans() else header.to_bytes()[1:].hex().upper()}
        return facts | user_data(reading, body.decode())
