"""What a recorded box lives through: several lives of the real program with a simulated modem."""

import random
import time

from .box import Box, Simulator, Stopped, is_ready
from .trace import Notes

SETTINGS = {
    "reply.delay": "0", "caps.hour": "100000", "caps.day": "100000", "caps.month": "100000",
    "caps.manual_hour": "100000", "guards.adjacent": "0", "guards.new_callers": "0",
}
LONG = "The tap in the kitchen drips, and the boiler loses pressure every night. " * 4
PIN = "4711"


class Workload:
    """Feeds a box with calls and texts that are all different, so that each can be told from every other."""

    def __init__(self, programs, folder, recorder, log, seed, profile="generic", plant=None):
        self.random = random.Random(seed)
        self.notes = Notes(log)
        self.directory = folder + "/data"
        self.simulator = Simulator(
            programs + "/catchline-simulator", folder + "/modem",
            ["--profile", profile, "--report-delay", "150", "--pin", PIN])
        self.box = Box(programs, self.directory, folder + "/modem", recorder, log, plant)
        self.numbers = 0
        self.texts = 0

    # What the world does

    def number(self):
        self.numbers += 1
        return f"+447700900{self.numbers % 1000:03}"

    def text(self, words="Can you come on Monday?"):
        self.texts += 1
        self.simulator.order(f"text {self.number()} {self.texts}: {words}")

    def call(self):
        self.simulator.call(self.number())

    def stop_word(self):
        self.texts += 1
        self.simulator.order(f"text {self.number()} STOP")

    def send(self, words):
        """A text that a person sends: once the command has said its number, it is on the disk."""
        for message in self.box.lines("send", self.number(), words):
            self.notes.add(queued=message["id"])

    def setting(self, key, value):
        self.box.command("settings", "set", key, value)
        self.notes.add(setting=key)

    # Lives

    def start(self, **options):
        self.seen = len(self.simulator.events)
        self.box.start(**options)

    def until_ready(self):
        self.seen = self.simulator.wait(is_ready, self.seen)

    def dies(self, dying_at_sync, meanwhile):
        """A life that ends between the write of a commit and its sync: what is in the page cache is not on the disk."""
        self.start(dying_at_sync=dying_at_sync)
        meanwhile()
        if self.box.is_running:
            # A program that does not sync does not come to its end by itself.
            return self.ends()
        self.notes.snapshot(self.directory)

    def ends(self):
        self.box.terminate()
        self.notes.snapshot(self.directory)

    def until_quiet(self, quiet=0.35, seconds=60):
        """Nothing has gone over the line for a while, and no text is on its way."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.simulator.is_silent(quiet):
                return
        raise Stopped(f"The modem did not come to rest in {seconds} s.")

    def run(self):
        try:
            self.first_start()
            self.setting_up()
            self.day()
            self.kills()
            self.full_memory()
            self.ends()
            self.after()
        finally:
            self.box.clean_up()
            self.simulator.stop()

    def first_start(self):
        """A box that is brought down again and again while it makes its database."""
        for sync in range(1, 5):
            self.dies(sync, self.box.has_ended)
        self.start()
        self.simulator.wait(lambda event: event["event"] == "command" and event["line"] == "AT+CPIN?", self.seen)
        self.ends()

    def setting_up(self):
        self.box.command(
            "setup", "--yes", "--company", "Hartley Plumbing", "--owner-name", "Dan", "--owner", "+447700900999",
            "--country", "GB", "--mode", "box")
        self.notes.add(setting="setup.done")
        self.setting("modem.pin", PIN)
        for key, value in SETTINGS.items():
            self.setting(key, value)
        self.notes.snapshot(self.directory)

    def day(self):
        """Everything that is ordinary, and what goes wrong between a modem and a network."""
        self.start()
        self.until_ready()
        for place in range(60):
            self.text()
            if place % 4 == 0:
                self.call()
            if place % 7 == 0:
                self.text(LONG)
            if place % 15 == 0:
                self.stop_word()
            if place % 20 == 10:
                self.send(f"We come on Monday, {place}.")
        self.until_quiet()
        self.simulator.order("fault refuse 42")
        self.send("Refused once.")
        self.until_quiet()
        self.simulator.order("fault swallow_answer")
        self.send("Taken, and nobody says so.")
        self.send(LONG + "Regards")
        self.until_quiet()
        self.ends()

    def kills(self):
        """Lives that end at a sync, each with texts that wait and calls that come."""
        for _ in range(6):
            for _ in range(8):
                self.text()
            self.dies(self.random.randrange(3, 30), self.load)

    def load(self):
        for _ in range(100):
            if not self.box.is_running:
                return
            self.text()
            self.call()

    def after(self):
        """A command that finds the box stopped is the last to close the database, and empties its log."""
        self.setting("reply.delay", "0")
        self.notes.snapshot(self.directory)
        self.start()
        self.until_ready()
        for _ in range(6):
            self.text()
        self.call()
        self.until_quiet()
        self.ends()

    def full_memory(self):
        """More texts than the modem has room for; the log comes to the length at which it begins anew."""
        for _ in range(130):
            self.text()
        self.start()
        self.until_ready()
        self.until_quiet()
        for _ in range(20):
            self.call()
        self.until_quiet()
