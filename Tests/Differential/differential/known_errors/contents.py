"""The header and the text behind it."""

from ..alphabet import ESCAPE, STANDARD, unpack
from ..message import alphabet
from ..writer import fill_bit_count
from .addresses import address
from .known_error import known, raises

# The header


def last_place(reading):
    """The last element about concatenation, whatever it says: reference, total and sequence."""
    header = reading.expected.get("udh", [])
    octets = next((bytes.fromhex(data) for iei, data in reversed(header) if iei in (0, 8)), b"\0\1\1")
    return int.from_bytes(octets[:-2], "big"), octets[-2], octets[-1]


@known(
    "smspdudecoder messaging",
    "concat concat.numbers",
    "TS 23.040 §9.2.3.24.1",
    "a part 0, or beyond the last, or of none, is not passed over",
)
def _(reading, said):
    place = last_place(reading)
    is_nonsense = not 1 <= place[2] <= place[1]
    return is_nonsense and (tuple(said.values())[:3] if isinstance(said, dict) else said) == place


# The text


def is_national(reading):
    return reading.message.tables is not STANDARD


def septets(reading):
    return reading.message.septets if reading.message.is_septets else []


def without_national_tables(reading, escape, keeps_code=True):
    """As the default tables have it. `escape` is what stands for one that they do not know, and the code behind
    it may follow."""
    characters, is_escaped = [], False
    for septet in septets(reading):
        if septet == ESCAPE:
            is_escaped = True
            continue
        if is_escaped and septet in STANDARD.extended:
            characters.append(STANDARD.extended[septet])
        else:
            characters.append(escape * is_escaped)
            characters.append(STANDARD.basic[septet] * (keeps_code or not is_escaped))
        is_escaped = False
    return "".join(characters)


UNKNOWN_ESCAPES = {"tshark": ("\ufffd", False), "messaging": ("\xa0", True)}


def _know_escape(reader, escape, keeps_code):
    @known(reader, "text", "TS 23.038 §6.2.1.2", "national language tables are not known")
    def _(reading, said):
        return is_national(reading) and said == without_national_tables(reading, escape, keeps_code)


for _reader, (_escape, _keeps_code) in UNKNOWN_ESCAPES.items():
    _know_escape(_reader, _escape, _keeps_code)


def seventh_bits(reading):
    """What the padding is as a character, if there are seven bits of it that are not zero."""
    bits = 8 * len(reading.user_data) - 7 * reading.user_data_length
    code = reading.octets[-1] >> 1
    return STANDARD.basic.get(code, "") if bits == 7 and code else ""


@known("libgammu", "text", "TS 23.038 §6.2.1.2", "national language tables are not known")
def _(reading, said):
    return is_national(reading) and said.startswith(without_national_tables(reading, "¹"))


@known("pycrate", "text", "TS 23.038 §6.2.1.2", "national language tables are not known")
def _(reading, said):
    text = without_national_tables(reading, " ")
    return is_national(reading) and said in (text, text[:-1], text + seventh_bits(reading))


@known("gsmmodem", "text", "TS 23.038 §6.2.1.2", "national language tables are not known")
def _(reading, said):
    text = as_gsmmodem_writes(without_national_tables(reading, "", False))
    return is_national(reading) and said in (text, text[:-1], text + seventh_bits(reading))


@known(
    "libgammu",
    "text",
    "TS 23.038 §6.2.3",
    "a ~ in UCS-2 comes twice, and as many characters are lost at the end",
)
def _(reading, said):
    text = reading.text
    units = text.replace("~", "~~").encode("utf-16-be")[: len(text.encode("utf-16-be"))]
    whole = units.decode("utf-16-be", "ignore")
    # The last one may be half a surrogate pair.
    return "~" in text and said.startswith(whole) and len(said) <= len(whole) + 1


@known("libgammu", "error", "TS 23.040 §9.2.2.3", "a report with a header before UCS-2 is refused")
def _(reading, said):
    message = reading.message
    is_such = message.kind == "status-report" and bool(message.header) and alphabet(message.scheme) == "ucs2"
    return is_such and raises(said, "ERR_CORRUPTED")


@known(
    "libgammu",
    "text",
    "TS 23.038 §6.2.1.1",
    "a text is as long as its septets: behind escaped characters comes what was in memory",
)
def _(reading, said):
    count = len(septets(reading))
    text = reading.text
    return count > len(text) and said.startswith(text) and len(said) <= count


@known(
    "pycrate",
    "text addr.number",
    "TS 23.040 §9.2.3.16, §9.1.2.5",
    "the last @ or carriage return is taken for padding, whatever the length says",
)
def _(reading, said):
    texts = [reading.text, address(reading)["number"]]
    return said in [text[:-1] for text in texts if text.endswith(("@", "\r"))]


@known(
    "pycrate gsmmodem",
    "text",
    "TS 23.040 §9.2.3.16",
    "seven padding bits are one more character if they are not zero, whatever TP-UDL says",
)
def _(reading, said):
    text = reading.text
    padded = text + seventh_bits(reading)
    return text != padded and said in (padded, as_gsmmodem_writes(padded))


@known(
    "smspdudecoder",
    "text",
    "TS 23.040 §9.2.3.24",
    "header and text are read as one run of septets, and cut where characters are counted, not septets",
)
def _(reading, said):
    message = reading.message
    octets = reading.user_data
    characters, is_escaped = [], False
    for septet in unpack(octets, len(octets) * 8 // 7):
        if septet == ESCAPE:
            is_escaped = True
            continue
        characters.append(STANDARD.extended.get(septet, " ") if is_escaped else STANDARD.basic[septet])
        is_escaped = False
    header = message.header_octet_count
    first = (8 * header + fill_bit_count(header)) // 7
    return message.is_septets and said == "".join(characters)[first : reading.user_data_length]


@known(
    "gsmmodem",
    "text error",
    "TS 23.040 §9.2.3.24",
    "fill bits behind a header are counted from the wrong end, its septets as septets of the text",
)
def _(reading, said):
    return reading.message.is_septets and bool(reading.message.header)


def as_gsmmodem_writes(text):
    return text.replace("§", "`").replace("\f", "")


@known(
    "gsmmodem", "text addr.dialled", "TS 23.038 §6.2.1, §6.2.1.1", "§ is `, and the page break is left out"
)
def _(reading, said):
    texts = [reading.text, address(reading)["number"]]
    return said in [as_gsmmodem_writes(text) for text in texts]


@known(
    "gsmmodem", "text addr.dialled", "TS 23.040 §9.2.3.16, §9.1.2.5", "an @ that fills the last octet is lost"
)
def _(reading, said):
    texts = [reading.text, address(reading)["number"]]
    return said in [as_gsmmodem_writes(text[:-1]) for text in texts if text.endswith("@")]


@known("messaging", "error", "TS 23.040 §9.2.3.16", "a text without characters cannot be read")
def _(reading, said):
    return reading.user_data_length == 0 and raises(said, "TypeError")
