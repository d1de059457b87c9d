"""TP-DCS: alphabet, class and compression."""

from ..message import alphabet, is_compressed, message_class
from .known_error import known, raises


def gammu_alphabet(scheme):
    reserved = scheme < 0x80 and scheme & 0x0C == 0x0C or 0x80 <= scheme < 0xC0
    reserved_bits = scheme >= 0xC0 and scheme & 4 or scheme >= 0xF0 and scheme & 8
    return "8bit" if reserved or reserved_bits else alphabet(scheme)


def pycrate_alphabet(scheme):
    group, character_set = scheme >> 4, scheme >> 2 & 3
    if group in (0, 1, 4, 5, 15):
        return {0: "gsm7", 2: "ucs2"}.get(character_set, "8bit")
    if group in (12, 13, 14) and character_set in (0, 2):
        return "ucs2" if group == 14 else "gsm7"
    return "8bit"


def low_bits_alphabet(scheme):
    return ("gsm7", "8bit", "ucs2", "gsm7")[scheme >> 2 & 3]


def messaging_alphabet(scheme):
    return "8bit" if scheme & 4 else "ucs2" if scheme & 8 else "gsm7"


def gsmmodem_alphabet(scheme):
    return ("gsm7", "8bit", "ucs2", "8bit")[scheme >> 2 & 3] if scheme < 0x40 else "gsm7"


def tshark_alphabet(scheme):
    reserved = scheme < 0x80 and scheme & 0x0C == 0x0C or 0x80 <= scheme < 0xC0
    return "8bit" if reserved else alphabet(scheme)


ALPHABETS = {
    "libgammu": (
        gammu_alphabet,
        "reserved codings are 8 bit data, and so are others with a reserved bit set",
    ),
    "pycrate": (pycrate_alphabet, "reserved codings are 8 bit data, or what bits 2 and 3 say"),
    "smspdudecoder": (low_bits_alphabet, "of every group bits 2 and 3 are the alphabet"),
    "messaging": (messaging_alphabet, "of every group bit 2 means data, and else bit 3 UCS-2"),
    "gsmmodem": (
        gsmmodem_alphabet,
        "the reserved alphabet is data, and groups other than 00xx are in the default one",
    ),
    "tshark": (tshark_alphabet, "reserved codings are 8 bit data"),
}


def _know_alphabet(reader, said_alphabet, what):
    @known(reader, "alphabet text data error", "TS 23.038 §4", what)
    def _(reading, said):
        scheme = reading.message.scheme
        return said_alphabet(scheme) != alphabet(scheme)


for _reader, (_said_alphabet, _what) in ALPHABETS.items():
    _know_alphabet(_reader, _said_alphabet, _what)


@known(
    "smspdudecoder messaging gsmmodem",
    "data error",
    "TS 23.038 §4",
    "compression is not known: what is compressed is read as text",
)
def _(reading, said):
    return is_compressed(reading.message.scheme)


@known("libgammu", "error", "TS 23.038 §4", "what is compressed is refused")
def _(reading, said):
    return is_compressed(reading.message.scheme) and raises(said, "ERR_NOTSUPPORTED")


@known("libgammu", "compressed", "TS 23.038 §4", "8 bit data are never compressed")
def _(reading, said):
    scheme = reading.message.scheme
    return is_compressed(scheme) and gammu_alphabet(scheme) == "8bit" and said is False


@known("libgammu", "class", "TS 23.038 §4", "groups 01xx have no class, nor has what is reserved")
def _(reading, said):
    scheme = reading.message.scheme
    odd = 0x40 <= scheme < 0x80 or scheme & 0x0C == 0x0C or scheme >= 0xF0 and scheme & 8
    return bool(odd) and message_class(scheme) is not None and said is None


@known("tshark", "text", "TS 23.040 §9.2.3.27", "a report without TP-DCS is not in the default alphabet")
def _(reading, said):
    fields = reading.message.fields
    return fields.get("dcs") is None and said == reading.body.hex().upper()
