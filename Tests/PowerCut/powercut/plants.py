"""Mistakes made on purpose, by changing the log as the mistake would have changed it."""

from .dialogue import Dialogue


def delete_before_commit(records):
    """The modem is told to delete a text with the first command after it was read."""
    dialogue = Dialogue()
    for place, record in enumerate(records):
        dialogue.apply(place, record)
    reads, moved = [], set()
    for place, read in sorted(dialogue.deletions, key=lambda deletion: deletion[1]):
        reads.append((read, records[place]))
        moved.add(place)
    changed = []
    for place, record in enumerate(records):
        if place in moved:
            continue
        # An answer is read to its end first.
        while record.kind == ">" and reads and reads[0][0] < place:
            changed.append(reads.pop(0)[1])
        changed.append(record)
    return changed


def prompt_not_committed(records):
    """Nothing is synced between the modem's prompt and the text."""
    return without_syncs(records, lambda place: is_between_prompt_and_text(records, place))


def is_between_prompt_and_text(records, place):
    for step in range(place, -1, -1):
        if records[step].kind in "<>":
            return records[step].kind == "<" and records[step].payload.endswith(b"> ")
    return False


def no_directory_synced(records):
    """New names are left to luck."""
    directories = {(record.process, record.file, place) for place, record in enumerate(records) if record.kind == "P"}
    opened, swallowed = {}, set()
    for place, record in enumerate(records):
        if record.kind in "OP":
            opened[record.process, record.file] = (record.process, record.file, place) in directories
        elif record.kind in "SE" and opened[record.process, record.file]:
            swallowed.add(place)
    return [record for place, record in enumerate(records) if place not in swallowed]


def first_deletion_unsynced(records):
    """A process syncs nothing before its first deletion: what an earlier one left in the page cache is deleted too."""
    changed, is_quiet = [], False
    for record in records:
        if record.kind == "t":
            is_quiet = True
        elif record.kind == ">" and record.payload.startswith(b"AT+CMGD="):
            is_quiet = False
        if not is_quiet or record.kind not in "SE":
            changed.append(record)
    return changed


def without_syncs(records, is_swallowed):
    swallowed = {
        (record.process, record.file, record.a) for place, record in enumerate(records)
        if record.kind == "S" and is_swallowed(place)}
    return [
        record for record in records
        if record.kind not in "SE" or (record.process, record.file, record.a) not in swallowed]


PLANTS = {
    "a text deleted from the modem before its commit": (delete_before_commit, "lost"),
    "the prompt not committed before the text": (prompt_not_committed, "twice"),
    "nothing synced before the first deletion of a start": (first_deletion_unsynced, "lost"),
    "directories never synced": (no_directory_synced, "lost"),
}
