"""A PDU that is to be read, and who wrote it."""

from dataclasses import dataclass
from functools import cached_property

from .message import Message, expected
from .writer import write


@dataclass
class Reading:
    message: Message
    writer: str
    octets: bytes

    @property
    def tpdu(self):
        """Behind the address of the service centre."""
        return self.octets[1 + self.octets[0] :]

    @cached_property
    def expected(self):
        return expected(self.message)

    @cached_property
    def offsets(self):
        return write(self.message).offsets

    @property
    def text(self):
        return self.expected.get("text", "")

    @property
    def user_data_length(self):
        """TP-UDL; 0 without any."""
        return self.octets[self.offsets["udl"]] if "udl" in self.offsets else 0

    @property
    def user_data(self):
        """TP-UD with its header."""
        return self.octets[self.offsets["udl"] + 1 :] if "udl" in self.offsets else b""

    @property
    def body(self):
        """TP-UD behind its header."""
        return self.user_data[self.message.header_octet_count :]
