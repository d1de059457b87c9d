"""A Catchline as its own process, on a simulated modem as another."""

import json
import os
import signal
import subprocess
import threading
import time


class Stopped(Exception):
    """Something did not come in time, or ended too early."""


class Simulator:
    """`catchline-simulator`: orders go in, and everything that happens at the far end comes out."""

    def __init__(self, program, link, options=()):
        self.link = link
        self.events = []
        self._news = threading.Condition()
        self._process = subprocess.Popen(
            [program, "--link", link, "--latency", "1", "--baud", "0", "--boot-time", "50", *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        threading.Thread(target=self._listen, daemon=True).start()
        self.wait(lambda event: event["event"] == "ready")

    def _listen(self):
        for line in self._process.stdout:
            with self._news:
                self.events.append(json.loads(line))
                self._news.notify_all()

    def order(self, text):
        self._process.stdin.write(text + "\n")
        self._process.stdin.flush()

    def wait(self, fits, since=0, seconds=60):
        """The place after the first event from `since` on that fits."""
        end = time.monotonic() + seconds
        with self._news:
            while True:
                for place in range(since, len(self.events)):
                    if fits(self.events[place]):
                        return place + 1
                since = len(self.events)
                if not self._news.wait(end - time.monotonic()):
                    raise Stopped(f"The modem saw nothing of what was waited for in {seconds} s.")

    def is_silent(self, seconds):
        """Whether nothing happens for so long. Returns at once if something does."""
        with self._news:
            seen = len(self.events)
            return not self._news.wait_for(lambda: len(self.events) > seen, seconds)

    def call(self, number, seconds=1):
        """A short call, until it is over. A modem that hangs may not tell."""
        with self._news:
            ended = self.count("call_ended")
            self.order(f"ring {number} 1 every 0.1")
            self._news.wait_for(lambda: self.count("call_ended") > ended, seconds)

    def count(self, name):
        return sum(event["event"] == name for event in self.events)

    def all(self, name):
        return [event for event in self.events if event["event"] == name]

    def stop(self):
        self._process.kill()
        self._process.wait()


class Box:
    """A data directory, and the program that runs on it."""

    def __init__(self, programs, directory, modem, recorder=None, log=None, plant=None):
        self.program = os.path.join(programs, "catchline")
        self.directory = directory
        self.modem = modem
        self._environment = {key: value for key, value in os.environ.items() if not key.startswith("CATCHLINE_")}
        if recorder:
            self._environment.update(
                LD_PRELOAD=recorder, RECORDER_LOG=log, RECORDER_DATA=directory, RECORDER_TTY=modem)
            if plant:
                self._environment["RECORDER_PLANT"] = plant
        self._process = None
        self.errors = os.path.join(os.path.dirname(directory), "errors.txt")

    def command(self, *arguments, seconds=60):
        """What a command prints. It must succeed."""
        done = subprocess.run(
            [self.program, *arguments, "--data", self.directory], env=self._environment, text=True,
            capture_output=True, timeout=seconds)
        if done.returncode != 0:
            raise Stopped(f"catchline {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
        return done.stdout

    def lines(self, *arguments):
        return [json.loads(line) for line in self.command(*arguments, "--json").splitlines()]

    def start(self, dying_at_sync=None, crashing_at=None):
        environment = dict(self._environment)
        if crashing_at:
            environment["CATCHLINE_CRASH_AT"] = crashing_at
        if dying_at_sync:
            environment["RECORDER_DIE_AT_SYNC"] = str(dying_at_sync)
        with open(self.errors, "ab") as errors:
            self._process = subprocess.Popen(
                [self.program, "run", "--data", self.directory, "--modem", self.modem, "--no-web"],
                env=environment, stdout=errors, stderr=errors)

    @property
    def is_running(self):
        return self._process is not None and self._process.poll() is None

    def kill(self):
        self._process.send_signal(signal.SIGKILL)
        self.ended()

    def terminate(self):
        self._process.terminate()
        if self.ended() != 0:
            raise Stopped(f"catchline run ended with {self._process.returncode}; see {self.errors}")

    def ended(self, seconds=60):
        if not self.has_ended(seconds):
            raise Stopped(f"catchline run did not end in {seconds} s.")
        return self._process.returncode

    def has_ended(self, seconds=5):
        try:
            self._process.wait(seconds)
            return True
        except subprocess.TimeoutExpired:
            return False

    def last_words(self):
        """What it says of itself, and the end of its log."""
        status = subprocess.run(
            [self.program, "status", "--json", "--data", self.directory], text=True, capture_output=True, timeout=60)
        with open(self.errors, encoding="utf-8", errors="replace") as errors:
            return status.stdout + status.stderr + "".join(errors.readlines()[-30:])

    def clean_up(self):
        if self.is_running:
            self.kill()


def is_ready(event):
    """The last question of a start."""
    return event["event"] == "command" and event["line"].startswith("AT+CSQ")
