"""libgammu, by python-gammu."""

import gammu

from .decoder import Decoder, user_data, wall_time

KINDS = {"Deliver": "deliver", "Submit": "submit", "Status_Report": "status-report"}
ALPHABETS = {"Default": "gsm7", "Unicode": "ucs2", "8bit": "8bit"}


class Gammu(Decoder):
    """TP-RP and TP-RD have a place in its answer but are never filled in."""

    name = "libgammu"
    floor = 7

    def read(self, reading):
        sms = gammu.DecodePDU(reading.octets, True)
        facts = {
            "kind": KINDS[sms["Type"]],
            "smsc": sms["SMSC"]["Number"] != "",
            "addr.dialled": sms["Number"],
        }
        if facts["smsc"]:
            facts["smsc.dialled"] = sms["SMSC"]["Number"]
        if facts["kind"] != "deliver":
            facts["mr"] = sms["MessageReference"]
        if facts["kind"] != "submit":
            facts |= wall_time("scts", sms["DateTime"])
        if facts["kind"] == "status-report":
            # Its user data are words of the library's own about the status.
            return facts | wall_time("dt", sms["SMSCDateTime"]) | {"status": sms["DeliveryStatus"]}
        return facts | self._scheme(sms) | self._user_data(reading, sms)

    @staticmethod
    def _scheme(sms):
        alphabet, _, compression = sms["Coding"].partition("_")
        return {
            "class": None if sms["Class"] == -1 else sms["Class"],
            "alphabet": ALPHABETS[alphabet],
            "compressed": compression == "Compression",
        }

    @staticmethod
    def _user_data(reading, sms):
        header = sms["UDH"]["Text"]
        facts = {"udhi": bool(header), "udh.raw": header[1:].hex().upper()}
        return facts | user_data(reading, sms["Text"])
