"""Cuts the power at random places of a log and judges what is left."""

import multiprocessing
import os
import random
import shutil

from .dialogue import Dialogue
from .disk import Disk
from .judge import DATABASE, Shelf, judge, read

FAILURES_SHOWN = 5


class World:
    """A recorded box: its log, and what had become of everything at the end."""

    def __init__(self, records, folder):
        self.records = records
        self.folder = folder
        disk, dialogue = Disk(), Dialogue()
        for place, record in enumerate(records):
            disk.apply(place, record)
            dialogue.apply(place, record)
        self.sent = dialogue.sent
        self.unsynced_deletions = dialogue.unsynced_deletions
        self.texts_read_again = dialogue.texts_read_again
        self.deletions = len(dialogue.promises.deleted)
        shelf = Shelf(folder + "/last")
        shelf.lay_out({name: file.current for name, file in disk.names.items() if file is not None}, DATABASE)
        self.last = read(shelf.path("catchline.db"), True)

    def at(self, place, disk, dialogue, done):
        """Brings disk and dialogue from one place of the log to a later one."""
        for step in range(done, place):
            disk.apply(step, self.records[step])
            dialogue.apply(step, self.records[step])
        return place

    def place(self, seed, number):
        """Where the cut of this number is. A tenth of them fall into the first start."""
        chance = cut_random(seed, number)
        last = len(self.records) if number % 10 else min(len(self.records), 400)
        return chance.randrange(last + 1)


def cut_random(seed, number):
    return random.Random(f"{seed}/{number}")


class Tally:
    """What the cuts came to."""

    def __init__(self):
        self.count = self.lost = self.corrupt = self.twice = 0
        self.failures = []

    def add(self, number, place, verdict):
        self.count += 1
        self.lost += bool(verdict.lost)
        self.corrupt += bool(verdict.corrupt)
        self.twice += bool(verdict.twice)
        if not verdict.is_good and len(self.failures) < FAILURES_SHOWN:
            self.failures.append((number, place, str(verdict)))

    def join(self, other):
        self.count += other.count
        self.lost += other.lost
        self.corrupt += other.corrupt
        self.twice += other.twice
        self.failures = (self.failures + other.failures)[:FAILURES_SHOWN]

    @property
    def is_good(self):
        return not (self.lost or self.corrupt or self.twice)

    @property
    def bad(self):
        return max(self.lost, self.corrupt, self.twice)


def judge_cuts(world, seed, numbers, shelf):
    """Goes through the log once, and stops for each cut on its way."""
    tally, disk, dialogue, done = Tally(), Disk(), Dialogue(), 0
    for place, number in sorted((world.place(seed, number), number) for number in numbers):
        done = world.at(place, disk, dialogue, done)
        chance = cut_random(seed, number)
        chance.random()
        image = disk.cut(chance)
        tally.add(number, place, judge(shelf, image, dialogue.promises, world.last, number % 20 == 0))
    return tally


# What the workers share; they inherit it, since to hand it over takes longer than to judge.
_judged = None


def _judge_share(share):
    numbers, folder = share
    try:
        return judge_cuts(*_judged, numbers, Shelf(folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def judge_many(world, seed, count, folder):
    """`count` cuts, on every processor."""
    global _judged
    _judged = (world, seed)
    workers = os.cpu_count() or 1
    shares = [(range(worker, count, workers), f"{folder}/{worker}") for worker in range(workers)]
    tally = Tally()
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        for part in pool.imap_unordered(_judge_share, shares):
            tally.join(part)
    return tally


def image_at(world, seed, number):
    """The image of one cut, what it must hold, and the texts that lie in the modem."""
    disk, dialogue = Disk(), Dialogue()
    place = world.place(seed, number)
    world.at(place, disk, dialogue, 0)
    chance = cut_random(seed, number)
    chance.random()
    return place, disk.cut(chance), dialogue
