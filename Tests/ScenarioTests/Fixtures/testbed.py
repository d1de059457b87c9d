#!/usr/bin/python3
"""Plays USB devices to a program by umockdev, as the program asks for them.

    umockdev-wrapper /usr/bin/python3 testbed.py PROGRAM ARGUMENT...

The program finds in CATCHLINE_TESTBED the descriptors that it reads answers from and writes requests to, a line each:

    add SOCKET VID:PID SERIAL [NAME:INTERFACE[=NODE]]...   a device with its ttys; NODE is what to open for one
    remove SOCKET                                          the device and its ttys

Each is answered with "ok" once the news of it has been sent. A tty without NODE cannot be opened. The node of one that
can is a pseudo-terminal outside of the testbed: within it, umockdev would take part in every ioctl(2).
"""
import glob
import os
import select
import signal
import socket
import subprocess
import sys

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import UMockdev  # noqa: E402

BUS = "/devices/pci0000:00/0000:00:14.0/usb1"


class Devices:
    def __init__(self):
        self.testbed = UMockdev.Testbed.new()
        # The directories of the device in each place, the innermost first.
        self.directories = {}
        self.testbed.add_from_string(f"P: {BUS}\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\nE: DRIVER=usb\n")

    def add(self, place, ids, serial, *ttys):
        vendor, product = ids.split(":")
        self.directories[place] = []
        self.appear(
            place,
            f"P: {BUS}/{place}\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\nE: DRIVER=usb\n"
            f"A: idVendor={vendor}\nA: idProduct={product}\nA: serial={serial}\n",
        )
        for text in ttys:
            name, _, rest = text.partition(":")
            number, _, node = rest.partition("=")
            self.add_tty(place, name, int(number), node or f"/dev/{name}")

    def add_tty(self, place, name, number, node):
        interface = f"{BUS}/{place}/{place}:1.{number}"
        link = f"pci-0000:00:14.0-usb-0:{place.partition('-')[2]}:1.{number}-port0"
        minor = name.removeprefix("ttyUSB")
        self.appear(
            place,
            f"P: {interface}\nE: DEVTYPE=usb_interface\nE: SUBSYSTEM=usb\nE: DRIVER=option\n"
            f"A: bInterfaceNumber={number:02x}\nA: bInterfaceClass=ff\n"
            f"A: bInterfaceSubClass=ff\nA: bInterfaceProtocol=ff\n",
        )
        self.appear(place, f"P: {interface}/{name}\nE: SUBSYSTEM=usb-serial\nE: DRIVER=option1\n")
        self.appear(
            place,
            f"P: {interface}/{name}/tty/{name}\nE: SUBSYSTEM=tty\nE: DEVNAME={node}\nE: MAJOR=188\nE: MINOR={minor}\n"
            f"E: DEVLINKS=/dev/serial/by-path/{link}\nA: dev=188:{minor}\n",
        )

    def appear(self, place, description):
        self.wait_for_room()
        self.testbed.add_from_string(description)
        self.directories[place].insert(0, "/sys" + description.split()[1])

    def remove(self, place):
        for directory in self.directories.pop(place):
            self.wait_for_room()
            self.testbed.uevent(directory, "remove")
            self.testbed.remove_device(directory)

    def wait_for_room(self):
        """Returns when every listener can be told something.

        umockdev aborts where a listener's socket is full, and it is full at net.unix.max_dgram_qlen pieces of news: 10.
        """
        for path in glob.glob(os.path.join(self.testbed.get_root_dir(), "event[0-9]*")):
            with socket.socket(socket.AF_UNIX, socket.SOCK_RAW) as listener:
                try:
                    listener.connect(path)
                except (FileNotFoundError, ConnectionRefusedError):
                    continue
                select.select([], [listener], [], 30)


def main():
    devices = Devices()
    (request_end, program_writes), (program_reads, answer_end) = os.pipe(), os.pipe()
    environment = dict(
        os.environ,
        CATCHLINE_TESTBED=f"{program_reads},{program_writes}",
        UMOCKDEV_DIR=devices.testbed.get_root_dir(),
    )
    program = subprocess.Popen(sys.argv[1:], env=environment, pass_fds=(program_reads, program_writes))
    # Who gives up waiting for this gives up the program as well.
    signal.signal(signal.SIGTERM, lambda *_: program.kill())
    os.close(program_reads)
    os.close(program_writes)
    with os.fdopen(request_end) as requests:
        for line in requests:
            verb, *arguments = line.split()
            getattr(devices, verb)(*arguments)
            os.write(answer_end, b"ok\n")
    return program.wait()


sys.exit(main())
