"""smspdudecoder: SMS-DELIVER and SMS-SUBMIT."""

from io import StringIO

from smspdudecoder.elements import TypeOfAddress
from smspdudecoder.fields import SMSDeliver, SMSSubmit

from .decoder import Decoder, user_data

PARSERS = {"deliver": SMSDeliver, "submit": SMSSubmit}
TYPES = {name: code for code, name in TypeOfAddress.TON.items()}
PLANS = {name: code for code, name in TypeOfAddress.NPI.items()}
ALPHABETS = {"gsm": "gsm7", "ucs2": "ucs2", "binary": "8bit"}
FORMATS = ("none", "enhanced", "relative", "absolute")
FLAGS = ("mms", "lp", "sri", "rd", "srr", "rp", "udhi")


class SMSPDUDecoder(Decoder):
    name = "smspdudecoder"
    floor = 10
    kinds = tuple(PARSERS)

    def read(self, reading):
        kind = reading.message.kind
        sms = PARSERS[kind].decode(StringIO(reading.octets.hex()))
        header = sms["header"]
        facts = {name: header[name] for name in FLAGS if name in header}
        facts |= {"kind": header["mti"], "pid": sms["pid"], "alphabet": ALPHABETS[sms["dcs"]["encoding"]]}
        address = sms["sender" if kind == "deliver" else "recipient"]
        facts |= self._address("addr", address) | {"addr.length": address["length"]}
        facts["smsc"] = sms["smsc"]["number"] is not None
        if facts["smsc"]:
            facts |= self._address("smsc", sms["smsc"])
        facts |= self._submit(sms) if kind == "submit" else {"scts.utc": self._moment(sms["scts"])}
        return facts | self._user_data(reading, sms["user_data"])

    @staticmethod
    def _address(name, address):
        kind = address["toa"]
        return {
            f"{name}.number": address["number"],
            f"{name}.ton": TYPES[kind["ton"]],
            f"{name}.npi": PLANS[kind["npi"]],
        }

    @staticmethod
    def _moment(moment):
        return moment.replace(tzinfo=None).isoformat()

    def _submit(self, sms):
        facts = {"mr": sms["message-ref"], "vp.format": FORMATS[sms["header"]["vpf"]]}
        match facts["vp.format"]:
            case "relative":
                return facts | {"vp.value": sms["vp"], "vp.seconds": self._seconds(sms)}
            case "absolute":
                return facts | {"vp.utc": self._moment(sms["vp"])}
        return facts

    @staticmethod
    def _seconds(sms):
        units = {"minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800}
        return next(
            sms[f"validity-{name}"] * unit for name, unit in units.items() if f"validity-{name}" in sms
        )

    @staticmethod
    def _user_data(reading, content):
        """Of a place in a long message the decoder gives only the numbers."""
        elements = content["header"]["elements"] if content["header"] else []
        places = [element["data"] for element in elements if element["iei"] in (0, 8)]
        facts = {"udhi": content["header"] is not None, "concat.numbers": None}
        if places:
            place = places[-1]
            facts["concat.numbers"] = (place["reference"], place["parts_count"], place["part_number"])
        facts["udh.opaque"] = [
            (element["iei"], element["data"].upper()) for element in elements if element["iei"] not in (0, 8)
        ]
        return facts | user_data(reading, content["data"])
