"""smspdudecoder, which writes the fields one by one."""

from smspdudecoder.codecs import GSM, UCS2
from smspdudecoder.elements import Date, Number, TypeOfAddress

from ..alphabet import STANDARD
from ..message import alphabet, is_text
from .encoder import PLAIN_SCHEMES, Encoder, local_time, only


class SMSPDUDecoder(Encoder):
    """Not a whole encoder, but one for each field of a DELIVER."""

    name = "smspdudecoder"

    def limit(self, fields):
        digits = only(fields["addr"]["number"], "0123456789")
        if fields["kind"] != "deliver" or not is_text(fields["dcs"]) or fields["udh"] or not digits:
            return None
        address = {"number": digits, "ton": fields["addr"]["ton"] % 5, "npi": 1}
        return fields | {"smsc": None, "addr": address, "dcs": PLAIN_SCHEMES[alphabet(fields["dcs"])]}

    def write(self, message):
        fields, number = message.fields, message.fields["addr"]
        kinds = {code: name for code, name in TypeOfAddress.TON.items()}
        flags = sum(bit for name, bit in (("mms", 4), ("lp", 8), ("sri", 32), ("rp", 128)) if fields[name])
        text = fields["text"]
        septet_count = len(STANDARD.septets(text)) if fields["dcs"] == 0 else 0
        content = self._packed(text) if fields["dcs"] == 0 else UCS2.encode(text)
        length = septet_count if fields["dcs"] == 0 else len(content) // 2
        return bytes.fromhex(
            "".join(
                (
                    f"00{flags:02X}{len(number['number']):02X}",
                    TypeOfAddress.encode({"ton": kinds[number["ton"]], "npi": "isdn"}),
                    Number.encode(number["number"]),
                    f"{fields['pid']:02X}{fields['dcs']:02X}",
                    Date.encode(local_time(fields["scts"])),
                    f"{length:02X}",
                    content,
                )
            )
        )

    @staticmethod
    def _packed(text):
        return GSM.encode(text) if text else ""
