"""GSM 7 bit alphabets, 3GPP TS 23.038 §6.1.2 and §6.2.1, written without a look at the codec under test."""

ESCAPE = 0x1B

DEFAULT = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
DEFAULT_BASIC = {code: character for code, character in enumerate(DEFAULT) if code != ESCAPE}
EXTENSION = {
    0x0A: "\f",
    0x14: "^",
    0x28: "{",
    0x29: "}",
    0x2F: "\\",
    0x3C: "[",
    0x3D: "~",
    0x3E: "]",
    0x40: "|",
    0x65: "€",
}


class Tables:
    """The alphabet in force: the default one, or what national language elements put in its place.

    Of a national table only those characters are known that a vector shows.
    """

    def __init__(self, basic=None, extended=None):
        self.basic = DEFAULT_BASIC if basic is None else basic
        self.extended = EXTENSION if extended is None else extended
        self._codes = {character: [ESCAPE, code] for code, character in self.extended.items()}
        self._codes.update({character: [code] for code, character in self.basic.items()})

    @property
    def characters(self):
        return sorted(self._codes)

    def septets(self, text):
        return [septet for character in text for septet in self._codes[character]]

    def text(self, septets):
        """An escape before what the second table lacks is passed over; the last is a space (§6.2.1.1)."""
        characters, is_escaped = [], False
        for septet in septets:
            if septet == ESCAPE and not is_escaped:
                is_escaped = True
                continue
            extended = self.extended.get(septet) if is_escaped else None
            characters.append(extended or self.basic.get(septet, " "))
            is_escaped = False
        return "".join(characters) + (" " if is_escaped else "")


STANDARD = Tables()


def pack(septets, fill_bit_count=0, fill=0):
    """The first septet in the lowest bits of the first octet."""
    bits = fill
    for index, septet in enumerate(septets):
        bits |= septet << (fill_bit_count + 7 * index)
    return bits.to_bytes((fill_bit_count + 7 * len(septets) + 7) // 8, "little")


def unpack(octets, count, fill_bit_count=0):
    bits = int.from_bytes(octets, "little") >> fill_bit_count
    return [bits >> 7 * index & 0x7F for index in range(count)]
