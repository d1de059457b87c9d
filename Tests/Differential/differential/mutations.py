"""Planted bugs: each does to the octets of an answer what a plausible error of the encoder would have done."""

from dataclasses import dataclass

from .alphabet import pack
from .message import counts_septets, is_text
from .writer import fill_bit_count, time_stamp


@dataclass
class Planted:
    """`change` alters the octets in place; `applies` tells of which messages it makes others."""

    name: str
    applies: object
    change: object


def _of_number(message):
    return message.fields["addr"]["ton"] != 5 and bool(message.fields["addr"]["number"])


def _flip(field, bit, offset=0):
    def change(octets, offsets, message):
        octets[offsets[field] + offset] ^= bit

    return change


def _count_filler(octets, offsets, message):
    octets[offsets["addr"]] += 1


def _swap_digits(octets, offsets, message):
    first = offsets["addr"] + 2
    octets[first] = octets[first] >> 4 | octets[first] << 4 & 0xF0


def _name_length_in_septets(octets, offsets, message):
    octets[offsets["addr"]] = octets[offsets["addr"]] * 4 // 7


def _shift_fill(octets, offsets, message):
    fill = fill_bit_count(message.header_octet_count)
    octets[offsets["ud"] :] = pack(message.septets, (fill + 1) % 7)


def _count_octets(octets, offsets, message):
    octets[offsets["udl"]] = len(octets) - offsets["udl"] - 1


def _swap_octets(octets, offsets, message):
    text = octets[offsets["ud"] :]
    octets[offsets["ud"] :] = bytes(octet for pair in zip(text[1::2], text[::2]) for octet in pair)


def _swap_month_and_day(octets, offsets, message):
    stamp = time_stamp(message.fields["scts"])
    octets[offsets["scts"] + 1 : offsets["scts"] + 3] = bytes([stamp[2], stamp[1]])


def _swap_header(octets, offsets, message):
    first = offsets["udh"] + 1
    octets[first], octets[first + 1] = octets[first + 1], octets[first]


def _is_summer_or_winter(message):
    return bool(message.fields.get("scts", {}).get("tz"))


def _has_single_units(message):
    return is_text(message.scheme) and not counts_septets(message.scheme) and bool(message.fields.get("text"))


def _has_text_behind_header(message):
    return message.is_septets and bool(message.header) and bool(message.fields.get("text"))


PLANTED = (
    Planted("the sign of the time zone", _is_summer_or_winter, _flip("scts", 0x08, 6)),
    Planted("fill bits shifted by one", _has_text_behind_header, _shift_fill),
    Planted(
        "the filler of an odd number counted",
        lambda message: _of_number(message) and len(message.fields["addr"]["number"]) % 2,
        _count_filler,
    ),
    Planted(
        "two digits swapped",
        lambda message: _of_number(message) and len(set(message.fields["addr"]["number"][:2])) == 2,
        _swap_digits,
    ),
    Planted(
        "a name's length in septets",
        lambda message: len(message.fields["addr"]["number"]) > 3 and message.fields["addr"]["ton"] == 5,
        _name_length_in_septets,
    ),
    Planted("TP-MMS inverted", lambda message: "mms" in message.fields, _flip("first_octet", 0x04)),
    Planted("TP-UDHI forgotten", lambda message: bool(message.header), _flip("first_octet", 0x40)),
    Planted(
        "TP-UDL in octets instead of septets",
        lambda message: message.has_user_data and message.is_septets and len(message.fields["text"]) > 20,
        _count_octets,
    ),
    Planted("UCS-2 with the low octet first", _has_single_units, _swap_octets),
    Planted(
        "month and day exchanged",
        lambda message: "scts" in message.fields
        and message.fields["scts"]["iso"][5:7] != message.fields["scts"]["iso"][8:10],
        _swap_month_and_day,
    ),
    Planted(
        "an element's length before its identifier",
        lambda message: bool(message.header)
        and message.header[0]["iei"] != len(message.header[0]["data"]) // 2,
        _swap_header,
    ),
    Planted(
        "relative validity off by one",
        lambda message: message.fields.get("vp", {}).get("format") == "relative",
        _flip("vp", 0x01),
    ),
    Planted("TP-ST off by one", lambda message: "status" in message.fields, _flip("status", 0x01)),
)
