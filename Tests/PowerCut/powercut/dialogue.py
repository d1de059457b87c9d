"""What a box has told and promised by a place of the log, read from its talk with the modem and the notes beside it."""

import re
from dataclasses import dataclass, field

LISTED = re.compile(r"\+CMG[LR]: (?:(\d+),)?\d+,[^,]*,(\d+)$")
# A refusal by the network is the one that this workload makes; nothing else says that a text was not taken.
REFUSED = re.compile(r"\+CMS ERROR: 42$")
DIRECT = re.compile(r"\+(CMT|CDS): ")
STATUS_REPORT = 0b10


@dataclass
class Promises:
    """What must be in every image of a cut from here on."""

    # PDUs, hexadecimal, that the modem was told to delete.
    deleted: dict = field(default_factory=dict)
    # PDUs that have left, and of which the network has not said no.
    left: dict = field(default_factory=dict)
    # Rows of messages that a person was told of.
    queued: dict = field(default_factory=dict)
    settings: dict = field(default_factory=dict)
    pin_tries: dict = field(default_factory=dict)


class Dialogue:
    """Follows the octets of one terminal; a new process starts with nothing begun."""

    def __init__(self):
        self.promises = Promises()
        # How often each PDU has left with its Ctrl-Z and was not refused.
        self.sent = {}
        # Where a deletion was told, and where the text was read first.
        self.deletions = []
        # Deletions that no sync went before that had begun after the text was read by the same process.
        self.unsynced_deletions = []
        # Texts that a later process read again: a process that was killed may have left them unsynced.
        self.texts_read_again = 0
        self._read_before = set()
        self._syncs = {}
        self._last_synced = -1
        self._begin(None)

    def _begin(self, process):
        self.process = process
        self._written = b""
        self._heard = b""
        self._command = ""
        self._memory = None
        self._slots = {}
        self._first_read = {}
        self._direct = None
        self._header = None
        self._submitted = None
        self._is_pdu = False

    def apply(self, place, record):
        if record.kind == "t":
            self._begin(record.process)
        elif record.kind == ">":
            self._wrote(place, record.payload)
        elif record.kind == "<":
            self._read(place, record.payload)
        elif record.kind == "S" and record.process == self.process:
            self._syncs[record.file, record.a] = place
        elif record.kind == "E" and record.process == self.process:
            self._last_synced = max(self._last_synced, self._syncs.pop((record.file, record.a)))
        elif record.kind == "!":
            self._noted(place, record.note)

    def _noted(self, place, note):
        if "queued" in note:
            self.promises.queued[note["queued"]] = place
        if "setting" in note:
            self.promises.settings[note["setting"]] = place

    # To the modem

    def _wrote(self, place, octets):
        if self._is_pdu and not self._written and octets != b"\x1b":
            self._submitted = None
        self._written += octets
        while True:
            found = re.search(rb"[\r\x1a\x1b]", self._written)
            if not found:
                break
            words, end = self._written[: found.start()].decode(), found.group()
            self._written = self._written[found.end() :]
            if end == b"\r":
                self._commanded(place, words)
            elif end == b"\x1a":
                self._submitted = words.strip().upper()
                self.promises.left.setdefault(self._submitted, place)
                self.sent[self._submitted] = self.sent.get(self._submitted, 0) + 1
                self._is_pdu = False
            else:
                self._is_pdu = False
        if self._is_pdu and self._written:
            # The first octet counts, not the last.
            self.promises.left.setdefault(self._written.decode().strip().upper(), place)

    def _commanded(self, place, command):
        self._command = command
        self._header = None
        if command.startswith("AT+CMGD="):
            index = int(command[8:].split(",")[0])
            pdu = self._slots.get((self._memory, index))
            if pdu is None:
                raise ValueError(f"{command} at {place}: nobody has read what lies there.")
            self.deletions.append((place, self._first_read[pdu]))
            self._promised(place, pdu)
        elif command == "AT+CNMA" and self._direct:
            self._promised(place, self._direct)
            self._direct = None
        elif command.startswith("AT+CPIN="):
            self.promises.pin_tries.setdefault(command[8:], place)

    def _promised(self, place, pdu):
        self.promises.deleted.setdefault(pdu, place)
        if self._last_synced < self._first_read[pdu]:
            self.unsynced_deletions.append((place, pdu))

    # From the modem

    def _read(self, place, octets):
        self._heard += octets
        if self._heard.endswith(b"> "):
            self._is_pdu = True
            self._heard = b""
        *lines, self._heard = self._heard.split(b"\r\n")
        for line in lines:
            if line:
                self._told(place, line.decode())

    def _told(self, place, line):
        if self._header is not None:
            self._shown(place, line.upper())
            self._header = None
        elif found := LISTED.match(line):
            listed = found.group(1) if line.startswith("+CMGL") else self._command.partition("=")[2]
            self._header = int(listed)
        elif DIRECT.match(line):
            self._header = "direct"
        elif line == "OK" and self._command.startswith("AT+CPMS="):
            self._memory = self._command[8:].split(",")[0].strip('"')
        elif REFUSED.match(line) and self._submitted:
            self.promises.left.pop(self._submitted, None)
            self.sent[self._submitted] -= 1
            self._submitted = None

    def _shown(self, place, pdu):
        if pdu not in self._first_read:
            self._first_read[pdu] = place
            self.texts_read_again += pdu in self._read_before
            self._read_before.add(pdu)
        if self._header == "direct":
            self._direct = pdu
        else:
            self._slots[self._memory, self._header] = pdu

    @property
    def texts_in_modem(self):
        """Those that were read and not deleted."""
        return [pdu for pdu in self._read_before if pdu not in self.promises.deleted and not is_report(pdu)]


def is_report(pdu):
    octets = bytes.fromhex(pdu)
    return octets[octets[0] + 1] & 0b11 == STATUS_REPORT


def report_reference(pdu):
    """TP-MR, the octet after the first of a STATUS-REPORT (3GPP TS 23.040 §9.2.2.3)."""
    octets = bytes.fromhex(pdu)
    return octets[octets[0] + 2]
