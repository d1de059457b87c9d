"""A disk as it may be found after a power cut.

What was synced is there. Of everything else each sector of 512 octets was written or not, on its own and in whatever
order, and one in ten is torn or holds anything. Names that were made, changed or removed since the last sync of their
directory may be as they were before.

An interrupted write harms only what it was to write: SQLite calls that "powersafe overwrite" and takes it for granted.
"""

import os

SECTOR = 512


class Untold(Exception):
    """The recorder did not see everything that was done to the files."""


class File:
    """One file, whatever its name is by now."""

    def __init__(self, octets=b""):
        self.durable = bytearray(octets)
        self.current = bytearray(octets)
        self.pending = []

    def write(self, place, offset, octets):
        put(self.current, offset, octets)
        self.pending.append((place, offset, octets))

    def resize(self, place, size):
        set_size(self.current, size)
        self.pending.append((place, size, None))

    def synced(self, before):
        """What was written before this place of the log is on the disk."""
        left = []
        for change in self.pending:
            place, where, octets = change
            if place >= before:
                left.append(change)
            elif octets is None:
                set_size(self.durable, where)
            else:
                put(self.durable, where, octets)
        self.pending = left

    def found(self, random, keep):
        """The octets after a cut, each sector kept with the probability given."""
        image = bytearray(self.durable)
        for _, where, octets in self.pending:
            if octets is None:
                if random.random() < keep:
                    set_size(image, where)
                continue
            for start, sector in sectors(where, octets):
                found = surviving(random, keep, image, start, sector)
                if found is not None:
                    put(image, start, found)
        return image


def surviving(random, keep, image, start, sector):
    """What is found of a sector that was to be written; None if nothing was."""
    fate = random.random()
    if fate < 0.05:
        return random.randbytes(len(sector))
    if fate < 0.1:
        whole = random.randrange(len(sector) + 1)
        return sector[:whole]
    return sector if random.random() < keep else None


def sectors(offset, octets):
    done = 0
    while done < len(octets):
        size = min(SECTOR - (offset + done) % SECTOR, len(octets) - done)
        yield offset + done, octets[done : done + size]
        done += size


def put(image, offset, octets):
    if len(image) < offset:
        image.extend(bytes(offset - len(image)))
    image[offset : offset + len(octets)] = octets


def set_size(image, size):
    if size < len(image):
        del image[size:]
    else:
        image.extend(bytes(size - len(image)))


class Disk:
    """The files below the data directory, as the page cache holds them and as the disk surely does.

    `image` is what an earlier cut has left: all of it is on the disk.
    """

    def __init__(self, image=()):
        self.names = {name: None if image[name] is None else File(image[name]) for name in image}
        self.durable_names = dict(self.names)
        self.pending_names = []
        self._open = {}
        self._syncs = {}
        self._seen = set()

    def apply(self, place, record):
        """One record of the log, in its place."""
        step = self._steps.get(record.kind)
        if step:
            step(self, place, record)

    def _opened(self, place, record):
        name = record.payload.decode()
        if name not in self.names:
            if record.b:
                raise Untold(f"{name} was there already.")
            self._name(place, "make", name, File())
        file = self.names[name]
        if record.a & os.O_TRUNC and file.current:
            file.resize(place, 0)
        self._open[record.process, record.file] = file

    def _opened_directory(self, place, record):
        self._open[record.process, record.file] = record.payload.decode()

    def _made_directory(self, place, record):
        if record.payload != b".":
            self._name(place, "make", record.payload.decode(), None)

    def _wrote(self, place, record):
        self._open[record.process, record.file].write(place, record.a, record.payload)

    def _truncated(self, place, record):
        self._open[record.process, record.file].resize(place, record.a)

    def _allocated(self, place, record):
        file = self._open[record.process, record.file]
        if record.a + record.b > len(file.current):
            file.resize(place, record.a + record.b)

    def _sync_began(self, place, record):
        self._syncs[record.process, record.file, record.a] = place

    def _sync_ended(self, place, record):
        began = self._syncs.pop((record.process, record.file, record.a))
        target = self._open[record.process, record.file]
        if isinstance(target, File):
            target.synced(began)
        else:
            self._names_synced(target, began)

    def _names_synced(self, directory, before):
        left = []
        for change in self.pending_names:
            place, name = change[0], change[2]
            if place < before and (os.path.dirname(name) or ".") == directory:
                rename(self.durable_names, change)
            else:
                left.append(change)
        self.pending_names = left

    def _renamed(self, place, record):
        old, new = record.names
        self._name(place, "rename", new, self.names[old], old)

    def _linked(self, place, record):
        old, new = record.names
        self._name(place, "make", new, self.names[old])

    def _removed(self, place, record):
        name = record.payload.decode()
        # Sockets and links have names too, and nothing to lose.
        if name in self.names:
            self._name(place, "remove", name, None)

    def _name(self, place, what, name, file, old=None):
        change = (place, what, name, file, old)
        rename(self.names, change)
        self.pending_names.append(change)

    def _compared(self, place, record):
        """The recorder has seen everything, or the log is worth nothing."""
        name, _, octets = record.payload.partition(b"\0")
        name = name.decode()
        if name not in self.names or self.names[name].current != octets:
            raise Untold(f"{name} is not as it was written.")
        self._seen.add(name)

    def _all_compared(self, place, record):
        gone = {name for name, file in self.names.items() if file is not None} - self._seen
        if gone:
            raise Untold(f"{', '.join(sorted(gone))}: gone, and nobody removed it.")
        self._seen = set()

    def _unfollowed(self, place, record):
        raise Untold(f"Something was written that the recorder cannot follow: {record.payload!r}")

    _steps = {
        "O": _opened, "P": _opened_directory, "D": _made_directory, "W": _wrote, "T": _truncated, "A": _allocated,
        "S": _sync_began, "E": _sync_ended, "R": _renamed, "L": _linked, "U": _removed, "=": _compared,
        "~": _all_compared, "?": _unfollowed,
    }

    def cut(self, random):
        """Name to octets, as found after a cut at this place; directories are None."""
        names = self._found_names(random)
        keep = random.choice((0, 0.1, 0.5, 0.9, 1))
        image = {}
        for name in sorted(names):
            folder = os.path.dirname(name)
            if not folder or folder in image:
                file = names[name]
                image[name] = None if file is None else file.found(random, keep)
        return image

    def _found_names(self, random):
        names = dict(self.durable_names)
        manner = random.choice(("all", "none", "first", "some"))
        if manner == "none":
            return names
        count = random.randrange(len(self.pending_names) + 1) if manner == "first" else len(self.pending_names)
        for change in self.pending_names[:count]:
            if manner != "some" or random.random() < 0.5:
                rename(names, change)
        return names


def rename(names, change):
    _, what, name, file, old = change
    if what == "remove":
        names.pop(name, None)
    else:
        names[name] = file
        names.pop(old, None)
