"""./run faults: many rounds of work that ends in a crash. Ends with 1 if a promise was broken."""

import argparse
import sys
from contextlib import suppress
from pathlib import Path
from random import Random, randrange
from shutil import rmtree
from tempfile import mkdtemp
from time import monotonic

from faults.home import Home
from faults.kills import any_kill, strace_problem
from faults.rounds import play

ROUNDS_OF_A_STORY = 8


def main() -> int:
    """Play the rounds that were asked for; return how many broke a promise."""
    parser = argparse.ArgumentParser(prog="./run faults", description=__doc__)
    parser.add_argument("rounds", nargs="?", type=int, default=100, help="how many (default: 100)")
    parser.add_argument("--seed", type=int, default=randrange(10**6), help="repeats the rounds that name this seed")
    asked = parser.parse_args()
    began, broken = monotonic(), 0
    print(f"{asked.rounds} rounds, seed {asked.seed}")
    if strace_problem():
        print(f"at random moments only: {strace_problem()}")
    for first in range(1, asked.rounds + 1, ROUNDS_OF_A_STORY):
        numbers = range(first, min(first + ROUNDS_OF_A_STORY, asked.rounds + 1))
        broken += not _story(asked.seed + first // ROUNDS_OF_A_STORY, numbers)
    print(f"{asked.rounds} rounds in {monotonic() - began:.0f} s: {broken or 'no'} broken")
    return min(broken, 1)


def _story(seed: int, numbers: range) -> bool:
    """Play some rounds in one folder; return whether every promise was kept. A folder that shows otherwise is kept."""
    chance, place = Random(seed), Path(mkdtemp(prefix=f"infoview-faults-{seed}-"))
    home = Home(place)
    try:
        for number in numbers:
            began, kill = monotonic(), any_kill(chance)
            print(f"round {number:3}  seed {seed}  {kill}: ", end="", flush=True)
            print(f"{play(home, kill, chance)}; all kept  ({monotonic() - began:.1f} s)", flush=True)
    except Exception as problem:
        print(f"BROKEN: {type(problem).__name__}: {problem}\n  see {place}", flush=True)
        return False
    finally:
        with suppress(OSError):
            home.kill_all()
    rmtree(place)
    return True


if __name__ == "__main__":
    sys.exit(main())
