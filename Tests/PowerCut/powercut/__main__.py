"""The command: `run cuts`, `run kills`, each with its planted mistakes."""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

from . import trace
from .box import Stopped
from .cuts import World, judge_many
from .kills import kills
from .plants import PLANTS
from .starts import SECOND_CUTS, start_on
from .workload import Workload

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# Logs and images of the longest run, with some to spare.
MEMORY_WANTED = 512 << 20


def main():
    options = arguments()
    folder = tempfile.mkdtemp(prefix="catchline-cuts-", dir=memory())
    try:
        done = kills(options, programs(options, folder), folder) if options.what == "kills" else cuts(options, folder)
    except Stopped as trouble:
        done = False
        print(f"{options.what.capitalize()}: stopped with seed {options.seed}: {trouble}")
    finally:
        if options.keep:
            print(f"Kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    if not done:
        print(f"Again: {again(options)}")
    sys.exit(0 if done else 1)


def again(options):
    """The same run. What processes do meanwhile, to the millisecond, no seed repeats."""
    words = [word for word in sys.argv[1:] if not word.startswith("--seed=")]
    if "--seed" in words:
        place = words.index("--seed")
        del words[place:place + 2]
    return " ".join(["Tests/PowerCut/run", *words, "--seed", str(options.seed)])


def memory():
    """Where files cost no disk, if there is room; else the usual place."""
    place = "/dev/shm"
    if not os.path.isdir(place):
        return None
    room = os.statvfs(place)
    return place if room.f_bavail * room.f_frsize >= MEMORY_WANTED else None


def arguments():
    parser = argparse.ArgumentParser(prog="Tests/PowerCut/run", description="Cuts the power, or kills, and looks.")
    parser.add_argument("what", choices=("cuts", "kills"))
    parser.add_argument("--programs", required=True, help="where catchline and catchline-simulator are")
    parser.add_argument("--binary", help="another catchline, the one from a package for instance")
    parser.add_argument("--count", type=int, help="how many cuts (5000) or kills (40)")
    parser.add_argument("--starts", type=int, default=4, help="on how many images the program is started")
    parser.add_argument("--seed", type=int, help="repeats a run; the cuts of a seed, of the log that --log names")
    parser.add_argument("--profile", default="generic", help="the modem that catchline-simulator plays")
    parser.add_argument("--log", help="judges this log instead of recording one")
    parser.add_argument("--cut", type=int, help="only this one")
    parser.add_argument("--planted", choices=("cheap", "all"), help="finds mistakes made on purpose as well")
    parser.add_argument("--keep", action="store_true", help="leaves the log and the images where they are")
    options = parser.parse_args()
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(1 << 32)
    return options


def programs(options, folder):
    """A folder with both programs."""
    if not options.binary:
        return os.path.abspath(options.programs)
    both = folder + "/programs"
    os.makedirs(both)
    os.symlink(os.path.abspath(options.binary), both + "/catchline")
    os.symlink(os.path.abspath(options.programs) + "/catchline-simulator", both + "/catchline-simulator")
    return both


# Power cuts


def cuts(options, folder):
    count = options.count or 5000
    path = options.log or record(options, folder, folder + "/recorded")
    world = World(trace.read(path), folder)
    if options.cut is not None:
        return replay(options, world, folder)
    done = judged(options, world, count, folder, path)
    done = started(options, world, folder, path) and done
    if options.planted:
        done = planted(options, world, count, folder) and done
    return done


def record(options, folder, place, plant=None):
    os.makedirs(place + "/data", mode=0o700)
    path = place + "/log"
    began = time.monotonic()
    Workload(programs(options, place), place, build_recorder(folder), path, options.seed, options.profile, plant).run()
    print(f"Recorded in {time.monotonic() - began:.0f} s: {path}", flush=True)
    return path


def build_recorder(folder):
    recorder = folder + "/recorder.so"
    if not os.path.exists(recorder):
        compiler = shutil.which("cc") or shutil.which("clang")
        subprocess.run(
            [compiler, "-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o", recorder, HERE + "/recorder.c"], check=True)
    return recorder


def judged(options, world, count, folder, path):
    tally = judge_many(world, options.seed, count, folder + "/images")
    repeated = [pdu for pdu, times in world.sent.items() if times > 1]
    print(
        f"Power cuts: {tally.count:,} (seed {options.seed}): {tally.lost} lost, {tally.corrupt} corrupt, "
        f"{tally.twice + len(repeated)} sent twice; {world.deletions} texts deleted, {len(world.sent)} sent, "
        f"{world.texts_read_again} read again after a kill", flush=True)
    for number, place, words in tally.failures:
        print(f"  cut {number}, before record {place}: {words}")
        print(f"  again: {on_log(options, path)} --cut {number} --keep")
    for pdu in repeated:
        print(f"  {pdu} has left {world.sent[pdu]} times, in {kept(options, path)}")
    for place, pdu in world.unsynced_deletions:
        print(f"  {pdu} was deleted at {place} without a sync since it was read, in {kept(options, path)}")
    return tally.is_good and not repeated and not world.unsynced_deletions


def on_log(options, path):
    """How to judge the same log again."""
    return (
        f"Tests/PowerCut/run cuts --programs {options.programs} --log {kept(options, path)} --seed {options.seed}")


def kept(options, path):
    """The log, where it stays."""
    place = f"{tempfile.gettempdir()}/catchline-cuts-{options.seed}.log"
    if os.path.abspath(path) != place:
        shutil.copy(path, place)
    return place


def started(options, world, folder, path):
    """The real program, on a few of the images."""
    both, recorder, bad = programs(options, folder + "/starts"), build_recorder(folder), 0
    for number in range(options.starts):
        place, verdict = start_on(world, both, recorder, options.seed, number, folder + "/start")
        if not verdict.is_good:
            bad += 1
            print(f"  started on cut {number}, before record {place}: {verdict}")
            print(f"  again: {on_log(options, path)} --count 1 --starts {number + 1}")
    print(
        f"Starts on what a cut has left, and {SECOND_CUTS} cuts of each: {options.starts} (seed {options.seed}): "
        f"{bad} wrong", flush=True)
    return bad == 0


def replay(options, world, folder):
    from .cuts import image_at
    from .judge import Shelf, judge

    place, image, dialogue = image_at(world, options.seed, options.cut)
    shelf = Shelf(folder + "/image")
    verdict = judge(shelf, image, dialogue.promises, world.last, True)
    print(f"Cut {options.cut} before record {place}: {verdict if not verdict.is_good else 'good'}; {shelf.directory}")
    return verdict.is_good


def planted(options, world, count, folder):
    """Each mistake has to be found, and by more than an odd cut."""
    found_all = True
    share = min(count, 600)
    for name, (change, kind) in PLANTS.items():
        tally = judge_many(World(change(world.records), folder), options.seed, share, folder + "/planted")
        found_all = report_plant(name, tally, kind, options.seed) and found_all
    if options.planted == "all":
        path = record(options, folder, folder + "/normal", plant="normal")
        tally = judge_many(World(trace.read(path), folder), options.seed, share, folder + "/planted")
        found_all = report_plant("synchronous=NORMAL", tally, "lost", options.seed) and found_all
    return found_all


def report_plant(name, tally, kind, seed):
    bad = getattr(tally, kind)
    print(f"Planted, {name}: {bad} of {tally.count} cuts find it (seed {seed})", flush=True)
    # Few enough that a mistake in the rarest step is found in every run, and more than an odd cut.
    return bad * 300 >= tally.count


main()
