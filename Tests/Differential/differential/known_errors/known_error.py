"""How a known error is told."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KnownError:
    reader: str
    names: tuple
    clause: str
    what: str
    explains: object


KNOWN_ERRORS = []


def known(readers, names, clause, what):
    """Registers a function of a reading and what was said of it."""

    def register(explains):
        for reader in readers.split():
            KNOWN_ERRORS.append(KnownError(reader, tuple(names.split()), clause, what, explains))
        return explains

    return register


def raises(said, *words):
    return isinstance(said, str) and said.startswith(words)
