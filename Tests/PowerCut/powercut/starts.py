"""Starts the real program on what a cut has left, with a modem that still holds what it held."""

import os
import random
import shutil
import time

from . import trace
from .box import Box, Simulator, Stopped, is_ready
from .cuts import image_at
from .disk import Disk
from .judge import DATABASE, Shelf, Verdict, compare, judge, read

SECOND_CUTS = 40


def start_on(world, programs, recorder, seed, number, folder):
    """What is wrong with a box that is started on the image of a cut, and with it after a second cut meanwhile."""
    place, image, dialogue = image_at(world, seed, number)
    directory, log = folder + "/data", folder + "/log"
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(directory, mode=0o700)
    lay_out(image, directory)
    simulator = Simulator(programs + "/catchline-simulator", folder + "/modem", ["--report-delay=-1"])
    box = Box(programs, directory, folder + "/modem", recorder, log)
    texts = dialogue.texts_in_modem
    try:
        for pdu in texts:
            simulator.order(f"pdu {pdu}")
        box.start()
        simulator.wait(is_ready)
        until_read(simulator, len(texts))
        box.terminate()
        verdict = verdict_on(simulator, directory, world, dialogue, texts)
        if verdict.is_good:
            verdict = cut_again(world, trace.read(log), image, dialogue, seed, number, folder)
        return place, verdict
    except Stopped as trouble:
        verdict = Verdict()
        verdict.corrupt.append(f"the program does not start: {trouble}")
        return place, verdict
    finally:
        box.clean_up()
        simulator.stop()


def cut_again(world, records, image, dialogue, seed, number, folder):
    """The first thing wrong with what second cuts leave of the box that starts."""
    chance = random.Random(f"{seed}/{number}/again")
    places = sorted(chance.randrange(len(records) + 1) for _ in range(SECOND_CUTS))
    disk, shelf, done, verdict = Disk(image), Shelf(folder + "/again"), 0, Verdict()
    for place in places:
        for step in range(done, place):
            disk.apply(step, records[step])
            dialogue.apply(step, records[step])
        done = place
        verdict = judge(shelf, disk.cut(chance), dialogue.promises, world.last, False)
        if not verdict.is_good:
            break
    return verdict


def until_read(simulator, texts, seconds=30):
    """The modem holds nothing any more, and the outbox has had its time."""
    end = time.monotonic() + seconds
    while simulator.count("text_deleted") < texts:
        if time.monotonic() > end:
            raise Stopped("The texts in the modem are not fetched.")
        simulator.is_silent(0.5)
    simulator.is_silent(0.3)


def verdict_on(simulator, directory, world, dialogue, texts):
    verdict = Verdict()
    found = read(os.path.join(directory, DATABASE[0]), True)
    if found.check != "ok":
        verdict.corrupt.append(found.check)
        return verdict
    compare(found, dialogue.promises, world.last, verdict)
    for pdu in texts:
        if pdu not in found.pdus:
            verdict.lost.append(f"the text {pdu}, which was in the modem")
    for part in simulator.all("part_sent"):
        if part["pdu"].upper() in dialogue.promises.left:
            verdict.twice.append(f"{part['pdu']} has left before the cut and after it")
    return verdict


def lay_out(image, directory):
    for name, octets in image.items():
        path = os.path.join(directory, name)
        if octets is None:
            os.mkdir(path, 0o700)
        else:
            with open(path, "wb") as file:
                file.write(octets)
