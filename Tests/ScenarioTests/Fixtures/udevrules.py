#!/usr/bin/python3
"""Tells what udev makes of serial ports by rules that stand in /usr/lib/udev/rules.d.

    umockdev-wrapper /usr/bin/python3 udevrules.py VID:PID/SUBCLASS...

For each device, one with a tty on its third interface, `udevadm test` is asked twice, for the device and for the tty;
what it prints of properties and of the node follows a line "== VID:PID/SUBCLASS".
"""
import subprocess
import sys

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import UMockdev  # noqa: E402

BUS = "/devices/pci0000:00/0000:00:14.0/usb1"


def describe(socket, minor, ids, subclass):
    vendor, product = ids.split(":")
    device = f"{BUS}/{socket}"
    interface = f"{device}/{socket}:1.2"
    name = f"ttyUSB{minor}"
    tty = f"{interface}/{name}/tty/{name}"
    descriptions = [
        f"P: {device}\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\nE: DRIVER=usb\n"
        f"A: idVendor={vendor}\nA: idProduct={product}\n",
        f"P: {interface}\nE: DEVTYPE=usb_interface\nE: SUBSYSTEM=usb\nE: DRIVER=option\n"
        f"A: bInterfaceNumber=02\nA: bInterfaceClass=ff\nA: bInterfaceSubClass={subclass}\n",
        f"P: {interface}/{name}\nE: SUBSYSTEM=usb-serial\nE: DRIVER=option1\n",
        f"P: {tty}\nE: SUBSYSTEM=tty\nE: DEVNAME=/dev/{name}\nE: MAJOR=188\nE: MINOR={minor}\nA: dev=188:{minor}\n",
    ]
    return descriptions, ["/sys" + device, "/sys" + tty]


testbed = UMockdev.Testbed.new()
testbed.add_from_string("P: /devices/pci0000:00/0000:00:14.0\nE: SUBSYSTEM=pci\n")
testbed.add_from_string(
    f"P: {BUS}\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\nE: DRIVER=usb\nA: idVendor=1d6b\nA: idProduct=0002\n"
)
for minor, device in enumerate(sys.argv[1:]):
    ids, _, subclass = device.partition("/")
    descriptions, places = describe(f"1-{minor + 1}", minor, ids, subclass)
    for description in descriptions:
        testbed.add_from_string(description)
    print("==", device)
    for place in places:
        answer = subprocess.run(["udevadm", "test", "--action=add", place], capture_output=True, text=True)
        print(answer.stdout, "\n".join(line for line in answer.stderr.splitlines() if ".rules:" in line))
