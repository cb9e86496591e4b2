"""python -m bench: one run on data of its own, with its targets. Exit code 1 if one of them does not hold."""

import argparse
import sys
import tempfile
from pathlib import Path

from bench import browser, crowd, data, deciding, due, files, memory, speed, story
from bench.report import Report
from bench.server import running
from infoview import create_app
from infoview.config import Settings
from infoview.db import db
from infoview.prepare import prepare

PARTS = ("speed", "deciding", "due", "crowd", "files", "memory", "browser")


def main(arguments: list[str]) -> int:
    asked = _read(arguments)
    sizes = sorted(asked.cards or speed.SIZES)
    report = Report()
    with tempfile.TemporaryDirectory(prefix="infoview-bench-", dir=asked.folder) as name:
        folder = Path(name)
        settings = Settings.from_environ({"INFOVIEW_DATA": name})
        prepare(settings)
        app = create_app(settings)
        print("Making accounts with " + ", ".join(f"{size:,}" for size in sizes) + " cards …", flush=True)
        tokens = {
            size: data.make_account(app, f"board-{size}", cards=size, people=asked.people if size == sizes[-1] else 0)
            for size in sizes
        }
        newcomer = data.make_account(app, "newcomer")
        talked = story.make_story(app, people=asked.referred)
        busy = due.make_busy(app, asked.people, asked.rounds) if "due" in asked.parts else None
        with app.app_context():
            db.engine.dispose()
        middle = next((size for size in sizes if size >= 1000), sizes[-1])
        with running(folder) as server:
            if "speed" in asked.parts:
                speed.measure(report, server, folder, tokens, asked.rounds)
            if "deciding" in asked.parts:
                deciding.measure(report, server, talked, asked.rounds)
            if busy is not None:
                due.measure(report, server, busy, asked.rounds)
            if "crowd" in asked.parts:
                crowd.measure(report, server, tokens[sizes[-1]], asked.moves)
            if "files" in asked.parts:
                files.measure(report, server, talked)
            if "memory" in asked.parts:
                memory.measure(report, server, tokens[sizes[-1]], newcomer, asked.rows, asked.alike)
            if "browser" in asked.parts:
                browser.measure(report, server, tokens[middle], middle)
    return report.end()


def _read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS, help="measure this part; can be given again")
    parser.add_argument("--no-browser", action="store_true", help="leave Chromium out")
    parser.add_argument("--rounds", type=int, default=60, help="how often each page is timed (60)")
    parser.add_argument("--cards", type=int, action="append", help="a board of so many cards; can be given again")
    parser.add_argument("--people", type=int, default=5000, help="people beside the largest board (5000)")
    parser.add_argument("--referred", type=int, default=300, help="people on the referral map (300)")
    parser.add_argument("--moves", type=int, default=15, help="moves of each of the 16 clients (15)")
    parser.add_argument("--rows", type=int, default=10_000, help="rows of the file that is imported (10000)")
    parser.add_argument("--alike", type=int, default=4, help="pages of a kind opened before memory is measured (4)")
    parser.add_argument("--folder", help="where the data lies while it runs: the disk that is measured")
    asked = parser.parse_args(arguments)
    asked.parts = [part for part in asked.only or PARTS if not (asked.no_browser and part == "browser")]
    return asked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
