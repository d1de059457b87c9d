"""Compares what a reader said with what was to be read, and keeps count."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from .known_errors import KNOWN_ERRORS

UNSAID = object()


@dataclass
class Disagreement:
    reader: str
    reading: object
    name: str
    said: object
    expected: object

    def __str__(self):
        octets = self.reading.octets.hex().upper()
        return "\n".join(
            (
                f"{self.reader} disagrees about {self.name} of message {self.reading.message.number},"
                f" written by {self.reading.writer}",
                f"    PDU      {octets}",
                f"    fields   {self.reading.message.fields}",
                f"    {self.reader:8} {self.said!r}",
                f"    expected {'nothing' if self.expected is UNSAID else repr(self.expected)}",
            )
        )


class Comparison:
    """One run: agreements by reader and field, excuses by known error, and what is left."""

    def __init__(self):
        self.agreements = defaultdict(Counter)
        self.excuses = Counter()
        self.disagreements = []

    def compare(self, reader, reading, said):
        """What a reader said in flat words."""
        for name, value in said.items():
            self.compare_one(reader, reading, name, value, reading.expected.get(name, UNSAID))

    def compare_one(self, reader, reading, name, said, expected):
        """That there is no error is no agreement; if there is one, nothing else was said."""
        if name == "error" and said is None:
            return
        if said == expected:
            self.agreements[reader][name] += 1
        elif not self._excuse(reader, reading, name, said):
            self.disagreements.append(Disagreement(reader, reading, name, said, expected))

    def _excuse(self, reader, reading, name, value):
        for known in KNOWN_ERRORS:
            if known.reader == reader and name in known.names and known.explains(reading, value):
                self.excuses[known] += 1
                return True
        return False

    def count(self, reader):
        return self.agreements[reader].total()

    @property
    def total(self):
        return sum(counts.total() for counts in self.agreements.values())

    def excused(self, reader):
        return sum(count for known, count in self.excuses.items() if known.reader == reader)
