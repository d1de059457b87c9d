"""One run: who writes what, who reads it, and what came of it."""

from . import alphabet_readers
from .catchline import facts
from .comparison import Comparison
from .decoders import DECODERS
from .encoders import ENCODERS
from .known_errors import KNOWN_ERRORS
from .message import UNPROMISED, Message
from .reading import Reading
from .vectors import differences
from .writer import write

LIBERTIES_SHARE = 4
SHOWN_DISAGREEMENTS = 10


class Run:
    def __init__(self, catchline, generator):
        self._catchline = catchline
        self._generator = generator
        self._comparison = Comparison()
        self._reading_count = 0
        self._vector_differences = []
        self._vector_count = 0

    # Messages

    def compare_messages(self, count):
        messages = self._generator.messages(count)
        written = self._written_by_catchline(messages)
        free = [
            Reading(
                message,
                "the writer, taking liberties",
                bytes(write(message, self._generator.liberties()).octets),
            )
            for message in messages[::LIBERTIES_SHARE]
        ]
        self._compare_catchline(written + free)
        self._compare_round_trip(written)
        self._compare_decoders(written + free)
        self._compare_encoders(messages)

    def _written_by_catchline(self, messages):
        """As the writer has it, octet by octet."""
        answers = self._catchline.encode([self._generator.request(message) for message in messages])
        readings = []
        for message in messages:
            expected, answer = write(message), answers[message.number]
            octets = bytes.fromhex(answer.get("pdu", ""))
            reading = Reading(message, "catchline", octets or bytes(expected.octets))
            said = answer.get("pdu", answer.get("error"))
            self._comparison.compare_one("encode", reading, "octets", said, expected.hex)
            if octets:
                readings.append(reading)
        return readings

    def _compare_catchline(self, readings):
        answers = self._catchline.decode(
            [
                {
                    "id": number,
                    "op": "decode",
                    "direction": reading.message.direction,
                    "pdu": reading.octets.hex(),
                }
                for number, reading in enumerate(readings)
            ]
        )
        for number, reading in enumerate(readings):
            self._compare_answer(reading, facts(answers[number]))

    def _compare_answer(self, reading, said):
        """Every member that is promised has to be there; of text and data one is null."""
        if said["error"]:
            self._comparison.compare("decode", reading, said)
            return
        promised = {"text": None, "data": None} | reading.expected
        for name in promised.keys() - set(UNPROMISED):
            self._comparison.compare_one("decode", reading, name, said.get(name), promised[name])

    def _compare_round_trip(self, readings):
        """What was decoded is a request to encode."""
        decoded = self._catchline.decode(
            [
                {
                    "id": reading.message.number,
                    "direction": reading.message.direction,
                    "pdu": reading.octets.hex(),
                }
                for reading in readings
            ]
        )
        encoded = self._catchline.encode(list(decoded.values()))
        for reading in readings:
            answer = encoded[reading.message.number]
            said = answer.get("pdu", answer.get("error"))
            self._comparison.compare_one("round trip", reading, "octets", said, reading.octets.hex().upper())

    def _compare_decoders(self, readings):
        self._reading_count = len(readings)
        for decoder in DECODERS:
            for reading, said in zip(readings, decoder.read_all(readings), strict=True):
                self._comparison.compare(decoder.name, reading, said)
        for reading in readings:
            alphabet_readers.compare(self._comparison, reading)

    def _compare_encoders(self, messages):
        """Each encoder's octets are those of `pdu encode` for the same fields, and are read back."""
        for encoder in ENCODERS:
            limited = [
                Message(message.number, fields, message.tables)
                for message in messages
                if message.is_in_default_tables and (fields := encoder.limit(message.fields))
            ]
            readings = [Reading(message, encoder.name, encoder.write(message)) for message in limited]
            answers = self._catchline.encode([self._generator.request(message) for message in limited])
            for reading in readings:
                said = answers[reading.message.number].get("pdu")
                name = f"{encoder.name} encoder"
                self._comparison.compare_one(name, reading, "octets", reading.octets.hex().upper(), said)
            self._compare_catchline(readings)

    # Vectors

    def compare_vectors(self, vectors):
        answers = self._catchline.decode(
            [
                {
                    "id": number,
                    "direction": "mo" if vector["direction"] == "submit" else "mt",
                    "pdu": vector["pdu"],
                }
                for number, vector in enumerate(vectors)
            ]
        )
        self._vector_count = len(vectors)
        for number, vector in enumerate(vectors):
            self._vector_differences += differences(vector, answers[number])

    # Report

    def report(self):
        comparison = self._comparison
        print(f"\n{'':24}{'agreed':>10}{'excused':>10}{'disagreed':>10}")
        for reader in comparison.agreements:
            left = sum(1 for disagreement in comparison.disagreements if disagreement.reader == reader)
            print(f"{reader:24}{comparison.count(reader):10}{comparison.excused(reader):10}{left:10}")
        print("\nKnown errors:")
        for known in KNOWN_ERRORS:
            print(f"{comparison.excuses[known]:8}  {known.reader}: {known.what} ({known.clause})")
        print(f"\nVectors: {self._vector_count}, differences: {len(self._vector_differences)}")
        for difference in self._vector_differences:
            print(f"    {difference}")
        for disagreement in comparison.disagreements[:SHOWN_DISAGREEMENTS]:
            print(f"\n{disagreement}")
        silent = self._silent_readers()
        for complaint in silent:
            print(complaint)
        count = len(comparison.disagreements)
        print(
            f"\n{comparison.total} comparisons agreed, {comparison.excuses.total()} were excused,"
            f" {count} disagreed."
        )
        return 1 if count or silent or self._vector_differences else 0

    def _silent_readers(self):
        """A decoder that compares hardly anything agrees with everything."""
        return [
            f"{decoder.name}: {self._comparison.count(decoder.name)} agreements are too few for"
            f" {self._reading_count} PDUs"
            for decoder in DECODERS
            if self._comparison.count(decoder.name) < decoder.floor * self._reading_count
        ]
