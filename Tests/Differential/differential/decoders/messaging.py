"""python-messaging: SMS-DELIVER and SMS-STATUS-REPORT."""

from messaging.sms import SmsDeliver

from .decoder import Decoder, joined_pairs, user_data


class Messaging(Decoder):
    name = "messaging"
    floor = 3.5
    kinds = ("deliver", "status-report")

    def read(self, reading):
        sms = SmsDeliver(reading.octets.hex())
        facts = {"smsc": sms.csca is not None}
        if facts["smsc"]:
            facts["smsc.dialled"] = sms.csca
        return facts | (self._report(sms) if sms.sr else self._deliver(reading, sms))

    @staticmethod
    def _report(sms):
        return {
            "addr.dialled": sms.sr["recipient"],
            "mr": sms.udh.concat.ref,
            "status": sms.sr["status"],
            "scts.iso": sms.sr["scts"].isoformat(),
            "dt.iso": sms.sr["dt"].isoformat(),
        }

    def _deliver(self, reading, sms):
        facts = {
            "addr.dialled": sms.number,
            "pid": sms.pid,
            "dcs": sms.dcs,
            "scts.utc": sms.date.isoformat(),
            "udhi": sms.udh is not None,
        }
        content = sms.text if isinstance(sms.text, bytes) else joined_pairs(sms.text)
        return facts | self._header(sms.udh) | user_data(reading, content)

    @staticmethod
    def _header(header):
        if header is None:
            return {"concat": None, "ports.numbers": None}
        place, ports = header.concat, header.ports
        facts = {"concat": None, "ports.numbers": ports and (ports.dest_port, ports.orig_port)}
        if place:
            bits = 8 if place.eight_bits else 16
            facts["concat"] = {"ref": place.ref, "total": place.cnt, "seq": place.seq, "bits": bits}
        return facts
