"""Random messages: every field over its whole range, the borders more often than chance would."""

import random
from calendar import monthrange

from .alphabet import STANDARD
from .message import Message, counts_septets, is_text
from .writer import DIGITS, Liberties, fill_bit_count

# Of TP-UD, 3GPP TS 23.040 §9.2.2.1 to §9.2.2.3.
USER_DATA_OCTETS = {"deliver": 140, "submit": 140, "status-report": 131}
KINDS = ("deliver", "submit", "status-report")
PLAIN_SCHEMES = (0x00, 0x00, 0x00, 0x04, 0x08, 0x08)
# What nobody has given a meaning, or a meaning of its own: 3GPP TS 23.040 §9.2.3.24.
OPAQUE_ELEMENTS = (0x02, 0x26, 0x3F, 0x6F, 0x70, 0x7F, 0x80, 0x9F, 0xA5, 0xC0, 0xDF, 0xFF)
UCS2_BLOCKS = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x300, 0x36F),
    (0x370, 0x3FF),
    (0x400, 0x45F),
    (0x5D0, 0x5EA),
    (0x620, 0x64A),
    (0x900, 0x97F),
    (0x2010, 0x206F),
    (0x20A0, 0x20BF),
    (0x3040, 0x30FF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xE000, 0xF8FF),
    (0xFFF0, 0xFFFD),
    (0x1F300, 0x1FAFF),
    (0x20000, 0x2A6DF),
    (0x10FFF0, 0x10FFFF),
)


class Generator:
    def __init__(self, seed, national_tables):
        self._random = random.Random(seed)
        self._national_tables = national_tables

    def messages(self, count):
        return [self.message(number) for number in range(count)]

    def message(self, number):
        kind = self._random.choices(KINDS, (4, 4, 2))[0]
        fields = {"kind": kind, "smsc": self._service_centre(), "addr": self._address()}
        fields |= {"submit": self._submit, "deliver": self._deliver, "status-report": self._report}[kind]()
        message = Message(number, fields | {"udh": []})
        if kind != "status-report" or self._chance(0.4):
            self._add_user_data(message)
        if kind == "status-report":
            self._announce_parameters(message)
        return message

    def _chance(self, probability):
        return self._random.random() < probability

    def _octet(self):
        return self._random.choice((0, 255, self._random.randrange(256), self._random.randrange(256)))

    def _octets(self, count):
        return self._random.randbytes(count)

    def _bits(self, *names):
        return {name: self._chance(0.5) for name in names}

    # Addresses

    def _digits(self, least):
        count = self._random.randint(least, 20)
        characters = DIGITS if self._chance(0.2) else DIGITS[:10]
        return "".join(self._random.choices(characters, k=count))

    def _name(self, septet_count):
        text = ""
        while True:
            character = self._random.choice(STANDARD.characters if self._chance(0.3) else "AbcXyz09 .-&")
            if len(STANDARD.septets(text + character)) > septet_count:
                return text
            text += character

    def _number_type(self):
        return self._random.choice((0, 1, 1, 1, 2, 3, 4, 6, 7))

    def _plan(self):
        return self._random.choice((1, 1, 1, self._random.randrange(16)))

    def _address(self):
        if self._chance(0.2):
            return {"number": self._name(self._random.randint(0, 11)), "ton": 5, "npi": self._plan()}
        return {"number": self._digits(0), "ton": self._number_type(), "npi": self._plan()}

    def _service_centre(self):
        if self._chance(0.3):
            return None
        if self._chance(0.05):
            # Seven spare bits could as well be one more character: such a length cannot be read back.
            name = self._name(self._random.choice((3, 6, 8, 10)))
            if name and len(STANDARD.septets(name)) % 8 != 7:
                return {"number": name, "ton": 5, "npi": 0}
        return {"number": self._digits(1), "ton": self._number_type(), "npi": self._plan()}

    # The kinds

    def _submit(self):
        fields = {"mr": self._octet(), "vp": self._validity(), **self._bits("rd", "rp", "srr")}
        return fields | {"pid": self._octet(), "dcs": self._scheme()}

    def _deliver(self):
        fields = {"scts": self._time(), **self._bits("mms", "lp", "sri", "rp")}
        return fields | {"pid": self._octet(), "dcs": self._scheme()}

    def _report(self):
        return {
            "mr": self._octet(),
            "scts": self._time(),
            "dt": self._time(),
            "status": self._octet(),
            **self._bits("mms", "lp", "srq"),
        }

    def _announce_parameters(self, message):
        """TP-PI (§9.2.3.27) tells which of TP-PID, TP-DCS and TP-UDL follow."""
        fields = message.fields
        if self._chance(0.3):
            fields["pid"] = self._octet()
        if not message.has_user_data and self._chance(0.3):
            fields["dcs"] = self._scheme()
        indicator = ("pid" in fields) | ("dcs" in fields) << 1 | message.has_user_data << 2
        fields["pi"] = indicator or None

    def _scheme(self):
        return self._random.choice(PLAIN_SCHEMES) if self._chance(0.6) else self._random.randrange(256)

    def _time(self):
        year, month = self._random.randint(2000, 2099), self._random.randint(1, 12)
        day = self._random.randint(1, monthrange(year, month)[1])
        hour, minute, second = (self._random.randrange(limit) for limit in (24, 60, 60))
        zone = self._random.choice((0, 4, -20, self._random.randint(-48, 56), self._random.randint(-79, 79)))
        return {"iso": f"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}", "tz": zone}

    def _validity(self):
        form = self._random.choices(("none", "relative", "absolute", "enhanced"), (3, 4, 2, 2))[0]
        match form:
            case "relative":
                return {"format": form, "value": self._octet()}
            case "absolute":
                return {"format": form, **self._time()}
            case "enhanced":
                return {"format": form, "raw": self._enhanced_period().hex()}
        return {"format": form}

    def _enhanced_period(self):
        """§9.2.3.12.3: an indicator, a period in its form, then zeros."""
        form = self._random.randrange(4)
        period = {0: b"", 1: bytes([self._octet()]), 2: bytes([self._octet()]), 3: self._clock_digits()}[form]
        return bytes([form | self._random.choice((0, 0x40))]) + period.ljust(6, b"\0")

    def _clock_digits(self):
        return bytes.fromhex("".join(f"{self._random.randrange(limit):02}"[::-1] for limit in (100, 60, 60)))

    # User data

    @staticmethod
    def _room(message):
        return USER_DATA_OCTETS[message.kind]

    def _add_user_data(self, message):
        fields = message.fields
        if message.kind == "status-report" and self._chance(0.8):
            fields["dcs"] = self._scheme()
        if self._chance(0.5):
            fields["udh"] = self._header(self._room(message))
        scheme = message.scheme
        if counts_septets(scheme):
            if self._chance(0.15):
                self._choose_national_tables(message)
            fields["text"] = self._septet_text(message)
        elif is_text(scheme):
            fields["text"] = self._ucs2_text(self._fill(self._room(message) - message.header_octet_count))
        else:
            fields["data"] = self._octets(self._fill(self._room(message) - message.header_octet_count)).hex()

    def _fill(self, limit):
        """Often all of it, sometimes nothing."""
        return self._random.choice(
            (0, limit, self._random.randint(0, limit), min(limit, self._random.randint(0, 20)))
        )

    def _septet_text(self, message):
        header = message.header_octet_count
        room = (8 * (self._room(message) - header) - fill_bit_count(header)) // 7
        count, text, used = self._fill(room), "", 0
        characters = message.tables.characters
        while True:
            character = self._random.choice(characters if self._chance(0.5) else "ae nrst@")
            if character not in characters:
                continue
            used += len(message.tables.septets(character))
            if used > count:
                return text
            text += character

    def _ucs2_text(self, octet_count):
        text, left = "", octet_count // 2
        # One block of single units: a surrogate pair may not fit at the end.
        blocks = [UCS2_BLOCKS[0], *self._random.sample(UCS2_BLOCKS, 3)]
        while left:
            character = chr(self._random.randint(*self._random.choice(blocks)))
            units = len(character.encode("utf-16-be")) // 2
            if units <= left:
                text, left = text + character, left - units
        return text

    def _choose_national_tables(self, message):
        """§9.2.3.24.15, §9.2.3.24.16. Not both: which of the two tables codes a character is free."""
        national = self._national_tables
        if message.header_octet_count + 4 > self._room(message):
            return
        if self._chance(0.5):
            iei, table = 0x25, self._random.choice(list(national.locking))
            message.tables = national.locking_tables(table)
        else:
            iei, table = 0x24, self._random.choice(list(national.single_shift))
            message.tables = national.single_shift_tables(table)
        message.fields["udh"] = message.header + [{"iei": iei, "data": f"{table:02X}"}]

    def _header(self, room):
        if self._chance(0.1):
            # As much header as user data can hold, and not always an octet behind it.
            return [self._opaque_element(self._random.randint(room - 20, room - 4))]
        return [self._element() for _ in range(self._random.choice((1, 1, 1, 2, 3)))]

    def _element(self):
        make = self._random.choices(
            (self._concatenation, self._ports, self._indication, self._short_opaque_element), (5, 2, 1, 3)
        )[0]
        return make()

    def _concatenation(self):
        total = self._random.randint(1, 255)
        sequence = self._random.randint(1, total)
        if self._chance(0.05):
            total, sequence = self._random.choice(((0, 1), (3, 0), (3, 4)))
        iei, width = self._random.choice(((0, 1), (8, 2)))
        return {"iei": iei, "data": (self._octets(width) + bytes([total, sequence])).hex()}

    def _ports(self):
        iei, octet_count = self._random.choice(((4, 2), (5, 4)))
        return {"iei": iei, "data": self._octets(octet_count).hex()}

    def _indication(self):
        return {"iei": 1, "data": self._octets(2).hex()}

    def _short_opaque_element(self):
        return self._opaque_element(self._random.randint(0, 12))

    def _opaque_element(self, octet_count):
        return {"iei": self._random.choice(OPAQUE_ELEMENTS), "data": self._octets(octet_count).hex()}

    # As others might write it

    def liberties(self):
        return Liberties(**self._bits("fill_bits", "spare_bits", "padding_bits"))

    # As a request

    def request(self, message):
        """What is 0, none or null may be left out; a bit may be a number."""
        request = {"id": message.number, "op": "encode"}
        for name, value in message.fields.items():
            if name == "pi" or self._is_idle(message, name, value) and self._chance(0.5):
                continue
            if isinstance(value, bool) and self._chance(0.5):
                value = int(value)
            request[name] = value
        return request

    @staticmethod
    def _is_idle(message, name, value):
        """Zero that is the same as nothing. In a report TP-PI tells a zero from nothing."""
        if name in ("pid", "dcs", "text", "data") and message.kind == "status-report":
            return False
        return value in (0, None, "", [], {"format": "none"})
