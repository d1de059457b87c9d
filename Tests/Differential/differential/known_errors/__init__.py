"""What each reader is known to get wrong: which field, when, what it says instead, and the clause that shows it.

Nothing else is excused. Wherever the wrong answer can be foretold, only that answer is excused; where a reader
has lost its way in the octets, whatever it says of the fields behind is.
"""

from . import addresses, contents, schemes, times
from .known_error import KNOWN_ERRORS

__all__ = ["KNOWN_ERRORS", "addresses", "contents", "schemes", "times"]
