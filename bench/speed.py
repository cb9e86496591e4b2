"""Server time and bytes of the pages that matter, each beside the floors."""

import json
import os
import random
import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from io import BufferedWriter
from itertools import cycle
from pathlib import Path

from bench.client import Answer, Client, Times, time_in_turn
from bench.report import Report
from bench.server import Server

SIZES = (100, 200, 1000, 5000)
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial", "Sec-Fetch-Site": "same-origin"}
SYNCED = b"x" * 4096
LOGS = {"log of 10,000 messages": "/messages", "log, searched": "/messages?q=bracken"}
STAGES = ("identified", "requested", "met", "thanked", "in_touch")
CARD = re.compile(
    r'\s*<li class="card" id="card-(\d+)" data-id="\d+">\s*'
    r'<a class="card-name" id="[^"]*" href="([^"]*)">(.*?)</a>\s*'
    r'(?:<p class="card-role">(.*?)</p>)?\s*(?:<p class="card-facts">(.*?)</p>)?\s*'
    r'(?:<p class="card-step ([^"]*)">(.*?)</p>)?\s*'
    r'<div class="card-acts">\s*<a class="card-act" id="[^"]*" href="\2([^"]*)">(.*?)</a>\s*'
    r'<a class="card-move" [^>]*>(.*?)</a>\s*</div>\s*</li>\n?'
)


def measure(report: Report, server: Server, folder: Path, tokens: dict[int, str], rounds: int) -> None:
    """Time boards, moves, a search and a draft; the last account is the largest."""
    stranger = Client(server.port)
    boards = {size: Client(server.port, token) for size, token in tokens.items()}
    largest = boards[max(boards)]
    mover = Mover(largest)
    acts = {"hello": sending(stranger, "/bench/hello")}
    for size, client in boards.items():
        board, floor = "/board", f"/bench/board/board-{size}"
        page = client.get(board)
        keep_pieces(folder, f"board-{size}", page.text)
        assert stranger.get(floor).body == page.body, "the floor is not the same bytes as the board"
        acts[f"board of {size:,}"], acts[f"floor of {size:,}"] = sending(client, board), sending(stranger, floor)
    acts["move"] = mover.move
    acts["people search, typed"] = sending(largest, "/people?q=somerv", PARTIAL)
    acts["people search, whole page"] = sending(largest, "/people?q=somerv")
    draft = f"/contacts/{mover.columns[0][0]}/drafts/request"
    acts["draft, checked"] = sending(largest, draft)
    acts["draft, typed and checked"] = typing(largest, draft)
    for name, path in LOGS.items():
        acts[name] = sending(largest, path)
    with open(folder / "synced", "wb") as file:
        worked = server.worked if server.worker else None
        times, last = time_in_turn({**acts, "disk sync": syncing(file)}, rounds, worked)
    report.title(
        f"Server time and bytes ({rounds} rounds; moves, searches and drafts in the account of {max(boards):,})"
    )
    for name, took in times.items():
        report.measured(name, took, last[name])
    check(report, times, last, sizes=list(boards))


def check(report: Report, times: dict[str, Times], last: dict[str, Answer | None], sizes: list[int]) -> None:
    """Hold what was measured against its targets: ratios of the server's own time, which holds no wait for the disk."""
    own = {name: took.own for name, took in times.items()}
    size = {name: len(answer.body) for name, answer in last.items() if answer}
    small, large = (f"board of {cards:,}" for cards in (200, 5000))
    least = f"board of {sizes[0]:,}"
    if small in own and large in own:
        report.check("board of 5,000 to one of 200, time", own[large] / own[small], 1.3, "times")
        report.check("board of 5,000 to one of 200, bytes", size[large] / size[small], 1.3, "times")
    report.check(f"{least} to its floor", own[least] / own[least.replace("board", "floor")], 4, "times", 2)
    move = own["move"] if times["move"].worked else own["move"] - own["disk sync"]
    report.check("move, but for one disk sync, to hello", move / own["hello"], 14, "times", 8)
    report.check("move, bytes", size["move"] / 1000, 8, "kB")
    for name in ("people search, typed", "people search, whole page", "draft, checked", *LOGS):
        report.check(f"{name}, to hello", own[name] / own["hello"], 10, "times")
    report.check("draft, typed and checked, to hello", own["draft, typed and checked"] / own["hello"], 14, "times")
    report.check("draft, typed and checked", own["draft, typed and checked"], 50, "ms")


def syncing(file: BufferedWriter) -> Callable[[], None]:
    """Return what brings a small write to the disk, as every commit does."""

    def sync() -> None:
        file.write(SYNCED)
        file.flush()
        os.fdatasync(file.fileno())

    return sync


def sending(client: Client, path: str, headers: Mapping[str, str] | None = None) -> Callable[[], Answer]:
    """Return what asks for a page, with the request made before the clock starts."""
    request = client.request("GET", path, headers=headers)
    return lambda: client.send(request)


def typing(client: Client, path: str) -> Callable[[], Answer]:
    """Return what saves a draft while it is typed, and gets the etiquette check's word on it."""
    page = client.get(path).text
    [body] = re.findall(r'(?s)<textarea[^>]*id="body"[^>]*>\s*(.*?)</textarea>', page)
    fields = {"typing": "1", "version": "0", "subject": "15 minutes?", "body": f"{unescape(body)} PS: I attach my CV."}
    answer = client.post(path, fields, PARTIAL)
    assert "my CV" in unescape(answer.text), "the check did not see what was typed"
    request = client.form(path, fields, PARTIAL)
    return lambda: client.send(request)


def keep_pieces(folder: Path, name: str, page: str) -> None:
    """Keep a board as plain tuples and what stands around them, for its floor."""
    columns, shown = [], 0
    for card in CARD.finditer(page):
        frame, shown = page[shown : card.start()], card.end()
        if frame or not columns:
            columns.append((frame, []))
        columns[-1][1].append([unescape(text or "") for text in card.groups()])
    (folder / f"{name}.json").write_text(json.dumps({"columns": columns, "end": page[shown:]}))


class Mover:
    """Moves one card after another: to the next stage, in front of a card in view."""

    def __init__(self, client: Client, seed: int = 7) -> None:
        self.client, self.chance = client, random.Random(seed)
        page = client.get("/board").text
        parts = re.split(r'<ol class="cards" id="cards-(\w+)"', page)
        cards = {stage: re.findall(r'data-id="(\d+)"', text) for stage, text in zip(parts[1::2], parts[2::2])}
        self.columns = [cards[stage] for stage in STAGES]
        self.turn: Iterator[int] = cycle(range(len(STAGES)))
        client.token = client.find_token()

    def move(self) -> Answer:
        """Move a card of the next column to the one after it."""
        left = next(place for place in self.turn if self.columns[place])
        reached = (left + 1) % len(STAGES)
        card = self.columns[left].pop(self.chance.randrange(len(self.columns[left])))
        column = self.columns[reached]
        place = self.chance.randrange(len(column) + 1)
        before = column[place] if place < len(column) else ""
        column.insert(place, card)
        return self.client.post(f"/contacts/{card}/stage", {"stage": STAGES[reached], "before": before}, PARTIAL)
