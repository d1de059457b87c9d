"""The log of recorder.c: its records, and the notes that the workload writes between them."""

import json
import os
import struct
from dataclasses import dataclass

HEADER = struct.Struct("<IIIIqqq")
MAGIC = 0x31475443


@dataclass(slots=True)
class Record:
    """One operation. `file` names an opening within one process."""

    kind: str
    process: int
    file: int
    a: int
    b: int
    payload: bytes

    @property
    def names(self):
        return [part.decode() for part in self.payload.split(b"\0")]

    @property
    def note(self):
        return json.loads(self.payload)


def read(path):
    with open(path, "rb") as log:
        octets = log.read()
    records, place = [], 0
    while place + HEADER.size <= len(octets):
        magic, length, process, file, kind, a, b = HEADER.unpack_from(octets, place)
        if magic != MAGIC:
            raise ValueError(f"The log is damaged at octet {place}.")
        place += HEADER.size
        records.append(Record(chr(kind), process, file, a, b, octets[place : place + length]))
        place += length
    return records


class Notes:
    """What is known outside of the recorded program, in one order with what it does."""

    def __init__(self, path):
        self.path = path

    def add(self, **note):
        self._put("!", json.dumps(note).encode())

    def snapshot(self, directory):
        """The files as they are while no program runs. Whoever reads the log compares them with what he has followed."""
        for folder, _, names in os.walk(directory):
            for name in names:
                path = os.path.join(folder, name)
                if name.endswith("-shm") or os.path.islink(path) or not os.path.isfile(path):
                    continue
                with open(path, "rb") as file:
                    self._put("=", os.path.relpath(path, directory).encode() + b"\0" + file.read())
        self._put("~", b"")

    def _put(self, kind, payload):
        record = HEADER.pack(MAGIC, len(payload), 0, 0, ord(kind), 0, 0) + payload
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, record)
        finally:
            os.close(descriptor)
