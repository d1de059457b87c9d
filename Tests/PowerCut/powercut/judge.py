"""Opens what a cut has left and holds it against what was promised before the cut."""

import os
import sqlite3

from .dialogue import is_report, report_reference

# A part in one of these goes out by itself.
UNSENT = {"waiting", "sending"}


class Verdict:
    """What is wrong with an image, by kind."""

    def __init__(self):
        self.lost, self.corrupt, self.twice = [], [], []

    @property
    def is_good(self):
        return not (self.lost or self.corrupt or self.twice)

    def __str__(self):
        named = (("lost", self.lost), ("corrupt", self.corrupt), ("sent twice", self.twice))
        return "; ".join(f"{name}: {', '.join(map(str, found[:3]))}" for name, found in named if found)


class Shelf:
    """A directory in memory that takes one image after another."""

    def __init__(self, directory):
        self.directory = directory
        os.makedirs(directory, exist_ok=True)

    def path(self, name):
        return os.path.join(self.directory, name)

    def lay_out(self, image, names):
        for name in names:
            octets = image.get(name)
            if octets is None:
                remove(self.path(name))
                continue
            # In place: new pages of memory cost more than the octets.
            descriptor = os.open(self.path(name), os.O_WRONLY | os.O_CREAT, 0o600)
            os.write(descriptor, octets)
            os.ftruncate(descriptor, len(octets))
            os.close(descriptor)


def remove(path):
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass


DATABASE = ("catchline.db", "catchline.db-wal", "catchline.db-journal", "catchline.db-shm")


def judge(shelf, image, promises, last, is_thorough):
    """What is wrong with the image."""
    verdict = Verdict()
    shelf.lay_out(image, DATABASE)
    try:
        found = read(shelf.path("catchline.db"), is_thorough)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        verdict.corrupt.append(str(error))
        return verdict
    if found.check != "ok":
        verdict.corrupt.append(found.check)
        return verdict
    compare(found, promises, last, verdict)
    if "modem.pin" in promises.settings and not image.get("secrets/modem.pin"):
        verdict.lost.append("the PIN that was set")
    return verdict


class Found:
    """What a database holds."""

    def __init__(self):
        self.check = "ok"
        self.pdus, self.parts, self.messages = set(), {}, {}
        self.settings, self.references, self.pin_tries, self.unheeded = set(), set(), 0, []


def read(path, is_thorough):
    found = Found()
    if not os.path.exists(path):
        return found
    # Without the right to write it neither checkpoints nor removes anything; the log is recovered all the same. A
    # journal from before there was a log is another thing.
    mode = "rw" if os.path.exists(path + "-journal") else "ro"
    database = sqlite3.connect(f"file:{path}?mode={mode}", uri=True)
    try:
        tables = {name for name, in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if is_thorough:
            found.check, = database.execute("PRAGMA integrity_check").fetchone()
            broken = database.execute("PRAGMA foreign_key_check").fetchone()
            if broken:
                found.check = f"a reference of {broken[0]} leads nowhere"
        else:
            found.check, = database.execute("PRAGMA quick_check").fetchone()
        if "outgoing_part" not in tables:
            return found
        found.pdus = {octets.hex().upper() for octets, in database.execute("SELECT octets FROM raw_pdu")}
        for key, pdu, state, reference in database.execute("SELECT id, pdu, state, reference FROM outgoing_part"):
            found.parts[pdu.hex().upper()] = (key >> 8, state)
            if state in ("delivered", "undelivered"):
                found.references.add(reference)
        found.messages = dict(database.execute("SELECT message, state FROM message_state"))
        found.unheeded = [
            number for number, in database.execute(
                "SELECT number FROM message WHERE direction = 'in' AND text = 'STOP' "
                "AND number NOT IN (SELECT number FROM opt_out)")]
        found.settings = {key for key, in database.execute("SELECT key FROM setting")}
        found.pin_tries, = database.execute("SELECT count(*) FROM pin_try").fetchone()
        return found
    finally:
        database.close()


def compare(found, promises, last, verdict):
    for pdu in promises.deleted:
        if is_report(pdu):
            reference = report_reference(pdu)
            if reference in last.references and reference not in found.references:
                verdict.lost.append(f"the report {reference}, deleted from the modem")
        elif pdu not in found.pdus:
            verdict.lost.append(f"the text {pdu}, deleted from the modem")
    for pdu in promises.left:
        message, state = found.parts.get(pdu, (None, "not there"))
        if state in UNSENT or state == "not there":
            verdict.twice.append(f"message {message}, of which {pdu} has left, is {state}")
    for message in promises.queued:
        if message not in found.messages:
            verdict.lost.append(f"message {message}, which a person was told of")
    for key in promises.settings:
        if key not in found.settings and key != "modem.pin":
            verdict.lost.append(f"the setting {key}")
    verdict.lost += [f"the STOP of {number}, whose text is there" for number in found.unheeded]
    if promises.pin_tries and not found.pin_tries:
        verdict.lost.append("that the PIN was tried")
