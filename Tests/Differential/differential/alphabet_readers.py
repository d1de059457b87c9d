"""Other people's codecs that know the alphabet alone: from septets to text and back."""

import gsm0338
import smsutil

from .alphabet import STANDARD, unpack
from .writer import fill_bit_count

CODEC = gsm0338.Codec()
READERS = {
    "smsutil": (lambda text: smsutil.encode(text), lambda septets: smsutil.decode(septets)),
    "gsm0338": (lambda text: CODEC.encode(text)[0], lambda septets: CODEC.decode(septets)[0]),
}


def compare(comparison, reading):
    """The septets of a PDU in the default alphabet."""
    message = reading.message
    if not message.is_septets or message.tables is not STANDARD or not message.fields.get("text"):
        return
    text = message.fields["text"]
    fill = fill_bit_count(message.header_octet_count)
    septets = bytes(unpack(reading.body, len(message.septets), fill))
    for name, (encode, decode) in READERS.items():
        comparison.compare_one(name, reading, "septets", encode(text), septets)
        comparison.compare_one(name, reading, "text", decode(septets), text)
