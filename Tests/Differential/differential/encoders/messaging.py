"""python-messaging."""

from messaging.sms import SmsSubmit

from .encoder import PlainSubmit


class Messaging(PlainSubmit):
    name = "messaging"
    least_digit_count = 3

    def limit(self, fields):
        limited = super().limit(fields)
        return limited and limited | {"vp": {"format": "none"}, "rd": False}

    def write(self, message):
        fields = message.fields
        sms = SmsSubmit("+" + fields["addr"]["number"], fields["text"])
        sms.ref, sms.request_status = fields["mr"], fields["srr"]
        return bytes.fromhex(sms.to_pdu()[0].pdu)
