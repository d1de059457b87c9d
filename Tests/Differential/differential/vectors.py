"""The public vectors: PDUs with fields that several decoders agree on; what they show of national tables."""

import json
from pathlib import Path

from .alphabet import ESCAPE, Tables, unpack

PATH = Path(__file__).parents[2] / "SMSCodecTests" / "Fixtures" / "vectors-public.jsonl"


def load():
    return [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]


MEMBERS = (
    "smsc",
    "addr",
    "pid",
    "dcs",
    "mr",
    "scts",
    "dt",
    "vp",
    "status",
    "status_class",
    "pi",
    "udh",
    "concat",
    "ports",
    "text",
    "data",
)
FLAGS = ("mms", "lp", "sri", "srq", "rd", "srr", "rp")


def differences(vector, answer):
    """What a decode answer has otherwise than the vector, each as a line of text."""
    if "error" in answer:
        return [f"{vector['id']}: {answer['error']}"]
    fields = vector["fields"]
    wanted = {name: fields[name] for name in MEMBERS if name in fields}
    wanted |= {name: fields["flags"][name] for name in FLAGS if name in fields["flags"]}
    if "dcs_info" in fields:
        wanted |= {name: fields["dcs_info"][name] for name in ("class", "compressed")}
    return [
        f"{vector['id']}: {name} is {answer.get(name)!r}, the vector has {value!r}"
        for name, value in wanted.items()
        if not _holds(value, answer.get(name))
    ]


def _holds(wanted, said):
    """An answer may say more than the vector."""
    if isinstance(wanted, dict) and isinstance(said, dict):
        return all(_holds(value, said.get(name)) for name, value in wanted.items())
    return wanted == said


class NationalTables:
    """Tables of TS 23.038 annex A as far as vectors show them; a vector names its tables and its text."""

    def __init__(self, vectors):
        self.locking, self.single_shift = {}, {}
        for vector in vectors:
            fields = vector["fields"]
            if fields.get("text") and (fields.get("locking") or fields.get("single")):
                self._learn(fields.get("locking"), fields.get("single"), fields["text"], _septets(vector))

    def _learn(self, locking, single, text, septets):
        characters = iter(text)
        is_escaped = False
        for septet in septets:
            if septet == ESCAPE:
                is_escaped = True
                continue
            character = next(characters)
            if is_escaped and single:
                self.single_shift.setdefault(single, {})[septet] = character
            elif not is_escaped and locking:
                self.locking.setdefault(locking, {})[septet] = character
            is_escaped = False

    def locking_tables(self, language):
        """Alone: which of its other characters are behind the escape as well, no vector says."""
        return Tables(self.locking[language], {})

    def single_shift_tables(self, language):
        return Tables(None, self.single_shift[language])


def _septets(vector):
    """The septets of a text behind its header."""
    fields = vector["fields"]
    header_octets = 1 + sum(2 + len(element["data"]) // 2 for element in fields["udh"])
    header_septets = -(-header_octets * 8 // 7)
    user_data = bytes.fromhex(vector["pdu"])[-(-(-fields["udl"] * 7 // 8)) :]
    return unpack(user_data, fields["udl"])[header_septets:]
