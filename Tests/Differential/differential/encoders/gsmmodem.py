"""The PDU module of python-gsmmodem-new."""

from datetime import timedelta

from gsmmodem.pdu import encodeSmsSubmitPdu

from ..message import validity_seconds
from .encoder import PlainSubmit, local_time


class GSMModem(PlainSubmit):
    name = "gsmmodem"
    # It takes § for another sign, and has an entry in its table that it cannot write.
    characters = PlainSubmit.characters - set("§\f`")
    unwritable = "\xff"

    def limit(self, fields):
        limited = super().limit(fields)
        if limited and self.unwritable in limited["text"]:
            return None
        if limited and limited["vp"]["format"] == "enhanced":
            limited["vp"] = {"format": "none"}
        return limited

    def write(self, message):
        fields, period = message.fields, message.fields["vp"]
        validity = {
            "relative": lambda: timedelta(seconds=validity_seconds(period["value"])),
            "absolute": lambda: local_time(period),
            "none": lambda: None,
        }[period["format"]]()
        parts = encodeSmsSubmitPdu(
            "+" + fields["addr"]["number"],
            fields["text"],
            fields["mr"],
            validity,
            requestStatusReport=fields["srr"],
            rejectDuplicates=fields["rd"],
        )
        return bytes(parts[0].data)
