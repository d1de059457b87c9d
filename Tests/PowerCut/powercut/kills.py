"""Kills the real program at each labelled step and at random moments, under load, and counts at the far end."""

import json
import multiprocessing
import os
import random
import re
import sqlite3
import statistics
import time
from collections import Counter

from .box import Box, Simulator, Stopped, is_ready
from .workload import LONG, PIN, SETTINGS

SOURCE = os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "../../../Sources/CatchlineDaemon/Checkpoint.swift")
# States of a message that has left for certain, and of one that may have.
SENT = {"sent", "delivered", "undelivered"}
UNKNOWN = {"unconfirmed"}
TROUBLES = (
    ["fault reboot"], ["unplug", "replug"], ["fault refuse 42"], ["fault swallow_answer"], ["fault split 3"],
    ["fault late_prompt 2"])


def labelled_steps():
    """All of them: a step that is added is killed at too. That of the PIN comes first, for it comes once."""
    with open(SOURCE, encoding="utf-8") as source:
        steps = re.findall(r'case \w+ = "(\w+)"', source.read())
    return sorted(steps, key=lambda step: step != "pin_try_recorded")


def forget_prompts(database):
    """As if it had not been kept that the modem had asked for a text."""
    database.execute("UPDATE outgoing_part SET state = 'sending' WHERE state = 'prompt_seen'")


def forget_texts(database):
    """As if no text could be recognised."""
    database.execute("DELETE FROM raw_pdu")


PLANTS = {
    "the prompt forgotten": ("submitted_before_commit", forget_prompts),
    "texts not recognised": ("text_committed", forget_texts),
}


class Killing:
    """One box that is killed over and over."""

    def __init__(self, programs, folder, seed, profile):
        os.makedirs(folder, exist_ok=True)
        self.random = random.Random(seed)
        self.simulator = Simulator(
            programs + "/catchline-simulator", folder + "/modem",
            ["--profile", profile, "--report-delay", "200", "--pin", PIN])
        self.box = Box(programs, folder + "/data", folder + "/modem")
        self.fed, self.named, self.numbers, self.kills = [], [], 0, 0
        self.restarts = []
        self.between_lives = None

    def set_up(self):
        self.box.command(
            "setup", "--yes", "--company", "Hartley Plumbing", "--owner-name", "Dan", "--owner", "+447700900999",
            "--country", "GB", "--mode", "box")
        for key, value in {**SETTINGS, "reply.cooldown": "0", "modem.pin": PIN}.items():
            self.box.command("settings", "set", key, value)

    def number(self):
        self.numbers += 1
        return f"+447700900{self.numbers % 999:03}"

    def load(self):
        """What waits for the program when it starts, and comes while it runs."""
        for _ in range(3):
            words = f"{len(self.fed)}: " + (LONG if self.random.random() < 0.2 else "Can you come on Monday?")
            self.fed.append(words)
            self.simulator.order(f"text {self.number()} {words}")

    def disturb(self):
        """Now and then the modem has trouble of its own."""
        if self.random.random() < 0.1:
            for order in self.random.choice(TROUBLES):
                self.simulator.order(order)

    def send(self):
        try:
            self.named += [message["id"] for message in self.box.lines("send", self.number(), "On Monday at nine.")]
        except Stopped:
            # It was killed before it could answer: what it has not said it need not keep.
            pass

    def die(self, step=None):
        """One life. At a labelled step it ends by itself, if it comes to that step."""
        seen = len(self.simulator.events)
        self.load()
        self.box.start(crashing_at=step)
        self.watch(seen, 400 if step else self.random.randrange(200))
        if self.random.random() < 0.3 and not step:
            self.send()
        self.simulator.is_silent(self.random.random() * 0.015)
        if self.box.is_running:
            self.box.kill()
        self.kills += 1
        if self.between_lives:
            with sqlite3.connect(self.box.directory + "/catchline.db") as database:
                self.between_lives(database)
            database.close()

    def watch(self, seen, events):
        """Until the far end has seen so much, or nothing more. Calls come now and then, from the last question on."""
        started = time.monotonic()
        quiet_since, last, next_call = started, seen, None
        while self.box.is_running and last - seen < events and time.monotonic() - quiet_since < 1.5:
            self.simulator.is_silent(0.002)
            if len(self.simulator.events) != last:
                if next_call is None and any(map(is_ready, self.simulator.events[last:])):
                    next_call = last
                    self.restarts.append(time.monotonic() - started)
                quiet_since, last = time.monotonic(), len(self.simulator.events)
            if next_call is not None and last >= next_call:
                self.simulator.order(f"ring {self.number()} 1 every 0.1")
                next_call = last + 12
                self.disturb()

    def finish(self):
        """The last life, in which everything comes to its end."""
        self.box.start()
        deleted, end = None, 0
        while True:
            is_silent = self.simulator.is_silent(2)
            stored, before = self.simulator.count("text_stored"), deleted
            deleted = self.simulator.count("text_deleted")
            # The network may have kept back thousands, and an answer that is swallowed takes a minute.
            if deleted != before:
                end = time.monotonic() + 150
            if is_silent and stored == deleted:
                break
            if time.monotonic() > end:
                words, events = self.box.last_words(), self.last_events()
                raise Stopped(f"{stored - deleted} texts stay in the modem.\n{words}\n{events}")
        self.box.terminate()

    def last_events(self):
        return "\n".join(json.dumps(event)[:200] for event in self.simulator.events[-20:])

    def judged(self):
        return Judgement(self)

    def clean_up(self):
        self.box.clean_up()
        self.simulator.stop()


class Judgement:
    """What the box says it has, beside what the far end has seen."""

    def __init__(self, killing):
        self.kills = killing.kills
        self.restarts = killing.restarts
        self.lost, self.doubled, self.untrue = [], [], []
        messages = killing.box.lines("messages")
        self.incoming([m for m in messages if m["direction"] == "in"], killing.fed)
        outgoing = [m for m in messages if m["direction"] == "out"]
        self.unconfirmed = sum(m["state"] in UNKNOWN for m in outgoing)
        self.outgoing(outgoing, killing.simulator.all("part_sent"))
        ids = {m["id"] for m in messages}
        self.lost += [f"message {named}, which was named" for named in killing.named if named not in ids]
        calls = Counter(m["call_id"] for m in outgoing if m["origin"] == "auto")
        self.doubled += [f"call {call} has {count} texts" for call, count in calls.items() if count > 1]

    def incoming(self, messages, fed):
        kept = Counter(m["text"].strip() for m in messages if m["state"] == "received")
        for words in fed:
            found = kept.pop(words.strip(), 0)
            if found == 0:
                self.lost.append(words[:40])
            elif found > 1:
                self.doubled.append(f"{words[:40]} is kept {found} times")
        self.untrue += [f"nobody has sent: {words[:40]}" for words in kept]

    def outgoing(self, messages, sent):
        """Between the messages that have left for certain and those that may have."""
        far = Counter((part["number"], part["parts"], part["part"]) for part in sent)
        certain, possible = Counter(), Counter()
        for message in messages:
            key = (message["number"], message["parts"])
            certain[key] += message["state"] in SENT
            possible[key] += message["state"] in SENT | UNKNOWN
        for (number, parts), most in possible.items():
            for part in range(1, parts + 1):
                count = far.pop((number, parts, part), 0)
                if count > most:
                    self.doubled.append(f"{number} was sent {count} texts, of which the box knows {most}")
                if count < certain[number, parts]:
                    self.untrue.append(f"{number} was sent {count} texts; the box says {certain[number, parts]}")
        self.doubled += [f"{number} was sent a text that the box denies" for number, _, _ in far]

    def join(self, other):
        self.kills += other.kills
        self.restarts += other.restarts
        self.unconfirmed += other.unconfirmed
        self.lost += other.lost
        self.doubled += other.doubled
        self.untrue += other.untrue
        return self

    @property
    def is_good(self):
        return not (self.lost or self.doubled or self.untrue)


def kill_share(share):
    programs, folder, seed, profile, steps, count = share
    killing = Killing(programs, folder, seed, profile)
    try:
        killing.set_up()
        for step in steps:
            killing.die(step)
        for _ in range(count):
            killing.die()
        killing.finish()
        return killing.judged()
    finally:
        killing.clean_up()


def kill_many(programs, folder, options):
    """Every labelled step once, and `count` random moments, on some boxes at once."""
    # They wait for one another most of the time.
    workers, count, steps = 2 * (os.cpu_count() or 1), options.count or 40, labelled_steps()
    # The PIN is asked for once in each box.
    shares = [
        (programs, f"{folder}/{worker}", f"{options.seed}/{worker}", options.profile,
         steps[:1] + steps[1:][worker::workers], len(range(worker, count, workers)))
        for worker in range(workers)]
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        first, *others = pool.map(kill_share, shares, chunksize=1)
    for other in others:
        first.join(other)
    return first


def kill_planted(programs, folder, options, name):
    """Some kills at the step that the mistake is about."""
    step, plant = PLANTS[name]
    killing = Killing(programs, f"{folder}/planted-{step}", options.seed, options.profile)
    try:
        killing.set_up()
        killing.between_lives = plant
        for _ in range(6):
            killing.die(step)
        killing.finish()
        return killing.judged()
    finally:
        killing.clean_up()


def kills(options, programs, folder):
    judgement = kill_many(programs, folder, options)
    print(
        f"Kills: {judgement.kills:,} (seed {options.seed}): {len(judgement.lost)} lost, "
        f"{len(judgement.doubled)} doubled, {judgement.unconfirmed} unconfirmed", flush=True)
    if judgement.restarts:
        print(
            f"  the modem asked everything again after {statistics.median(judgement.restarts):.1f} s, at most "
            f"{max(judgement.restarts):.1f} s", flush=True)
    for words in (judgement.lost + judgement.doubled + judgement.untrue)[:10]:
        print(f"  {words}")
    done = judgement.is_good
    for name in {"cheap": list(PLANTS)[:1], "all": PLANTS}.get(options.planted, ()):
        found = kill_planted(programs, folder, options, name).doubled
        print(f"Planted, {name}: {len(found)} texts doubled (seed {options.seed})", flush=True)
        done = done and bool(found)
    return done
