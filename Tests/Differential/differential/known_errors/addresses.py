"""Numbers, names, and the service centre."""

from ..alphabet import STANDARD
from .known_error import known, raises


def address(reading, name="addr"):
    return reading.message.fields[name] or {"number": "", "ton": 0, "npi": 0}


def is_name(reading, name):
    return address(reading, name)["ton"] == 5


def in_hexadecimal(number):
    return number.translate(str.maketrans("*#abc", "abcde"))


@known(
    "smspdudecoder gsmmodem messaging",
    "addr.number addr.dialled smsc.number smsc.dialled",
    "TS 23.040 §9.1.2.3",
    "digits beyond 9 are told in hexadecimal: a for *, b for #, c for a, ...",
)
def _(reading, said):
    numbers = [address(reading, name) for name in ("addr", "smsc") if not is_name(reading, name)]
    dialled = [in_hexadecimal(number["number"]) for number in numbers if set(number["number"]) & set("*#abc")]
    return said.removeprefix("+") in dialled


@known("libgammu", "addr.dialled smsc.dialled", "TS 23.040 §9.1.2.3", "digits beyond 9 are left out")
def _(reading, said):
    numbers = [address(reading, name)["number"] for name in ("addr", "smsc") if not is_name(reading, name)]
    kept = ["".join(filter(str.isdigit, number)) for number in numbers if not number.isdigit()]
    return said.removeprefix("+") in kept


@known("libgammu", "smsc", "TS 24.011 §8.2.5.1", "a number that has only digits beyond 9 is none")
def _(reading, said):
    number = address(reading, "smsc")["number"]
    return not is_name(reading, "smsc") and not any(map(str.isdigit, number)) and said is False


def up_to_an_at(name):
    return "".join(map(chr, STANDARD.septets(name))).partition("\0")[0]


@known(
    "libgammu",
    "addr.dialled smsc.dialled",
    "TS 23.040 §9.1.2.5",
    "names are told in the codes of the default alphabet, and end at an @, which has code 0",
)
def _(reading, said):
    names = [address(reading, name)["number"] for name in ("addr", "smsc") if is_name(reading, name)]
    return said in [up_to_an_at(name) for name in names]


@known("libgammu", "smsc", "TS 23.040 §9.1.2.5", "a name that begins with an @ ends there and is none")
def _(reading, said):
    return is_name(reading, "smsc") and not up_to_an_at(address(reading, "smsc")["number"]) and said is False


@known(
    "smspdudecoder messaging",
    "addr.number addr.dialled",
    "TS 23.040 §9.1.2.5",
    "the length of a name is rounded up to octets: seven spare bits become an @",
)
def _(reading, said):
    name = address(reading)["number"]
    return is_name(reading, "addr") and len(STANDARD.septets(name)) % 8 == 7 and said == name + "@"


@known(
    "messaging",
    "addr.dialled smsc.dialled",
    "TS 23.040 §9.1.2.5",
    "the recipient of a report and the service centre are taken for numbers, even if they are names",
)
def _(reading, said):
    return is_name(reading, "smsc") or is_name(reading, "addr") and reading.message.kind == "status-report"


@known("messaging", "error", "TS 23.040 §9.1.2.5", "a name without characters cannot be read")
def _(reading, said):
    return is_name(reading, "addr") and not address(reading)["number"] and raises(said, "TypeError")


@known(
    "smspdudecoder",
    "error",
    "TS 23.040 §9.1.2.5",
    "reserved numbering plans are refused, not read as unknown",
)
def _(reading, said):
    plans = [address(reading, name)["npi"] for name in ("addr", "smsc")]
    reserved = any(plan in (2, 7, 11, 12, 13, 14) for plan in plans)
    return reserved and said == "ValueError: Invalid Numbering Plan Identification bits"


@known(
    "gsmmodem",
    "error kind udhi mr pid scts.iso scts.tz dt.iso dt.tz status vp.format vp.seconds vp.iso vp.tz udh"
    " addr.dialled smsc smsc.dialled text data",
    "TS 23.040 §9.1.2.5, TS 24.011 §8.2.5.1",
    "an address without digits is read as if it had no type, and the length of a service centre that is a name"
    " as half octets: all behind is shifted",
)
def _(reading, said):
    return not address(reading)["number"] or is_name(reading, "smsc")
