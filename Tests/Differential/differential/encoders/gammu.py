"""libgammu, by python-gammu."""

import gammu

from ..message import alphabet, is_text
from .encoder import PLAIN_SCHEMES, Encoder, only


def header_hex(header):
    return "".join(
        f"{element['iei']:02X}{len(element['data']) // 2:02X}{element['data']}" for element in header
    )


class Gammu(Encoder):
    name = "libgammu"

    def limit(self, fields):
        digits = only(fields["addr"]["number"], "0123456789")
        if fields["kind"] != "submit" or not is_text(fields["dcs"]) or not digits:
            return None
        limited = fields | {"pid": 0, "dcs": PLAIN_SCHEMES[alphabet(fields["dcs"])], "rp": False, "rd": False}
        # It doubles a ~ of UCS-2 and ends a text at a character 0.
        if limited["dcs"] and set(fields["text"]) & {"~", "\0"}:
            return None
        limited |= {
            "addr": {"number": digits, "ton": 1, "npi": 1},
            "smsc": {"number": "4112", "ton": 1, "npi": 1},
        }
        return limited | {"srr": True, "vp": {"format": "relative", "value": 255}}

    def write(self, message):
        fields = message.fields
        header = bytes.fromhex(header_hex(fields["udh"]))
        sms = {
            "SMSC": {
                "Location": 0,
                "Name": "",
                "Format": "Text",
                "Validity": "Max",
                "Number": "+4112",
                "DefaultNumber": "",
            },
            "Number": "+" + fields["addr"]["number"],
            "Text": fields["text"],
            "Class": -1,
            # The type that asks for a report, and the only one that announces a header.
            "Type": "Status_Report",
            "Coding": f"{'Unicode' if fields['dcs'] else 'Default'}_No_Compression",
            "UDH": (
                {"Type": "UserUDH", "Text": bytes([len(header)]) + header}
                if header
                else {"Type": "NoUDH", "Text": b""}
            ),
            "MessageReference": fields["mr"],
            "ReplaceMessage": 0,
            "RejectDuplicates": 0,
            "ReplyViaSameSMSC": 0,
            "DeliveryStatus": 0,
            "Folder": 1,
            "InboxFolder": 0,
            "Memory": "SM",
            "Location": 1,
            "Name": "",
            "State": "UnSent",
        }
        return gammu.EncodePDU(sms, "Submit")
