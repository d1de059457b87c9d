"""The command: `run [--count N] [--seed S] [--catchline PATH] [--planted]`."""

import argparse
import logging
import secrets
import sys
from pathlib import Path

from .catchline import Catchline
from .generator import Generator
from .planting import find_planted
from .run import Run
from .vectors import NationalTables, load

ROOT = Path(__file__).parents[3]
BUILDS = ("release", "debug")


def main():
    # Of the packages: they tell of PDUs that they cut, which is compared anyway.
    logging.disable(logging.WARNING)
    arguments = parse()
    vectors = load()
    generator = Generator(arguments.seed, NationalTables(vectors))
    print(f"differential: {arguments.count} messages, seed {arguments.seed}, {arguments.catchline}")
    catchline = Catchline(arguments.catchline)
    if arguments.planted:
        return find_planted(catchline, generator, arguments.count)
    run = Run(catchline, generator)
    run.compare_messages(arguments.count)
    run.compare_vectors(vectors)
    return run.report()


def parse():
    parser = argparse.ArgumentParser(prog="run", description=__doc__)
    parser.add_argument("--count", type=int, help="messages (default: 3000; 500 with --planted)")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9), help="the same messages again")
    parser.add_argument(
        "--catchline", type=Path, default=built(), help="the program (default: the one built)"
    )
    parser.add_argument("--planted", action="store_true", help="whether planted bugs are found")
    arguments = parser.parse_args()
    arguments.count = arguments.count or (500 if arguments.planted else 3000)
    if arguments.catchline is None or not arguments.catchline.exists():
        parser.error("there is no catchline to test: swift build, or name one by --catchline")
    return arguments


def built():
    paths = [ROOT / ".build" / build / "catchline" for build in BUILDS]
    return next((path for path in paths if path.exists()), None)


sys.exit(main())
