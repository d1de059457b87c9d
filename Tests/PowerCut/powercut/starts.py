"""Starts the real program on what a cut has left, with a modem that still holds what it held."""

import os
import shutil
import time

from .box import Box, Simulator, Stopped, is_ready
from .cuts import image_at
from .judge import DATABASE, Verdict, compare, read


def start_on(world, programs, seed, number, folder):
    """What is wrong with a box that is started on the image of a cut."""
    place, image, dialogue = image_at(world, seed, number)
    directory = folder + "/data"
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(directory, mode=0o700)
    lay_out(image, directory)
    simulator = Simulator(programs + "/catchline-simulator", folder + "/modem", ["--report-delay=-1"])
    box = Box(programs, directory, folder + "/modem")
    try:
        for pdu in dialogue.texts_in_modem:
            simulator.order(f"pdu {pdu}")
        box.start()
        simulator.wait(is_ready)
        until_read(simulator, len(dialogue.texts_in_modem))
        box.terminate()
        return place, verdict_on(simulator, directory, world, dialogue)
    except Stopped as trouble:
        verdict = Verdict()
        verdict.corrupt.append(f"the program does not start: {trouble}")
        return place, verdict
    finally:
        box.clean_up()
        simulator.stop()


def until_read(simulator, texts, seconds=30):
    """The modem holds nothing any more, and the outbox has had its time."""
    end = time.monotonic() + seconds
    while simulator.count("text_deleted") < texts:
        if time.monotonic() > end:
            raise Stopped("The texts in the modem are not fetched.")
        time.sleep(0.02)
    time.sleep(0.3)


def verdict_on(simulator, directory, world, dialogue):
    verdict = Verdict()
    found = read(os.path.join(directory, DATABASE[0]), True)
    if found.check != "ok":
        verdict.corrupt.append(found.check)
        return verdict
    compare(found, dialogue.promises, world.last, verdict)
    for pdu in dialogue.texts_in_modem:
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
