"""What the encoders have in common."""

from datetime import datetime, timedelta, timezone

from ..alphabet import STANDARD
from ..message import alphabet, is_text

PLAIN_SCHEMES = {"gsm7": 0x00, "8bit": 0x04, "ucs2": 0x08}


def local_time(time):
    return datetime.fromisoformat(time["iso"]).replace(tzinfo=timezone(timedelta(minutes=15 * time["tz"])))


def only(text, characters):
    """Without the characters that an encoder lacks."""
    return "".join(character for character in text if character in characters)


class Encoder:
    """`name` is that of the package; `limit` makes a message one that it can write, or gives None."""

    name: str

    def limit(self, fields):
        raise NotImplementedError

    def write(self, message):
        raise NotImplementedError


class PlainSubmit(Encoder):
    """What the encoders have in common that write a SUBMIT from a number and a text."""

    characters = frozenset(STANDARD.characters)
    least_digit_count = 1

    def limit(self, fields):
        if fields["kind"] != "submit" or not is_text(fields["dcs"]) or fields["udh"]:
            return None
        digits = only(fields["addr"]["number"], "0123456789")
        if len(digits) < self.least_digit_count:
            return None
        limited = fields | {
            "pid": 0,
            "rp": False,
            "smsc": None,
            "addr": {"number": digits, "ton": 1, "npi": 1},
        }
        limited["dcs"] = PLAIN_SCHEMES[alphabet(fields["dcs"])]
        if limited["dcs"] == 0:
            limited["text"] = only(fields["text"], self.characters)
        elif not set(fields["text"]) - self.characters or max(fields["text"]) > "\uffff":
            # The encoder would choose the default alphabet, or knows no surrogate pairs.
            return None
        return limited if limited["text"] else None
