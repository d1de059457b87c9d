"""Whether the decoders of others would find a bug: planted ones are put into what `pdu encode` answers."""

from collections import Counter

from .comparison import Comparison
from .decoders import DECODERS
from .mutations import PLANTED
from .reading import Reading
from .writer import write


def find_planted(catchline, generator, count):
    messages = generator.messages(count)
    answers = catchline.encode([generator.request(message) for message in messages])
    missed = 0
    for planted in PLANTED:
        finders = _finders(planted, messages, answers)
        missed += not finders
        found = ", ".join(f"{reader} {times}" for reader, times in finders.most_common())
        print(f"{planted.name}: {found or 'NOT FOUND'}")
    print(f"{len(PLANTED) - missed} of {len(PLANTED)} planted bugs were found.")
    return 1 if missed else 0


def _finders(planted, messages, answers):
    """Who disagrees, and how often."""
    readings = []
    for message in messages:
        if planted.applies(message):
            octets = bytearray.fromhex(answers[message.number]["pdu"])
            planted.change(octets, write(message).offsets, message)
            readings.append(Reading(message, "catchline with a planted bug", bytes(octets)))
    comparison = Comparison()
    for decoder in DECODERS:
        for reading, said in zip(readings, decoder.read_all(readings), strict=True):
            comparison.compare(decoder.name, reading, said)
    return Counter(disagreement.reader for disagreement in comparison.disagreements)
