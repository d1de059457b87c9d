"""The PDU module of python-gsmmodem-new."""

from datetime import timedelta

from gsmmodem.pdu import decodeSmsPdu

from .decoder import Decoder, joined_pairs, user_data, wall_time


class GSMModem(Decoder):
    name = "gsmmodem"
    floor = 6.5

    def read(self, reading):
        sms = decodeSmsPdu(reading.octets.hex())
        facts = {
            "kind": sms["type"].removeprefix("SMS-").lower(),
            "smsc": sms["smsc"] is not None,
            "addr.dialled": sms["number"] or "",
        }
        if facts["smsc"]:
            facts["smsc.dialled"] = sms["smsc"]
        for name, key in (("mr", "reference"), ("pid", "protocol_id"), ("status", "status")):
            if key in sms:
                facts[name] = sms[key]
        for name, key in (("scts", "time"), ("dt", "discharge")):
            if key in sms:
                facts |= wall_time(name, sms[key])
        return facts | self._validity(sms.get("validity")) | self._user_data(reading, sms)

    @staticmethod
    def _validity(period):
        if period is None:
            return {}
        if isinstance(period, timedelta):
            return {"vp.format": "relative", "vp.seconds": int(period.total_seconds())}
        return {"vp.format": "absolute"} | wall_time("vp", period)

    @staticmethod
    def _user_data(reading, sms):
        if "text" not in sms:
            return {}
        header = [(element.id, bytes(element.data).hex().upper()) for element in sms.get("udh", [])]
        content = sms["text"]
        if "data" in reading.expected and all(character < "\u0100" for character in content):
            # Octets come as the characters of those numbers.
            content = content.encode("latin-1")
        else:
            content = joined_pairs(content)
        return {"udhi": "udh" in sms, "udh": header} | user_data(reading, content)
