"""What the browser loads besides a page: its styles and scripts, as the server sends them."""

import re
from pathlib import Path

from bench.client import Client
from bench.report import Report
from bench.server import ROOT, Server

MOST_KILOBYTES = 60  # a page loads what it needs, and no page needs everything
PAGES = ("/board", "/people", "/import", "/organizations", "/who-next")
STEPS = ("prepare", "questions", "live", "debrief")
CARD = re.compile(r'class="card-name" id="[^"]*" href="([^"]+)"')
LOADED = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js)\?[^"]*)"')


def measure(report: Report, server: Server, story: tuple[str, int, int]) -> None:
    """Weigh what each page that loads much loads, in the account that `bench.story` made, and note the whole."""
    report.title("Styles and scripts, compressed")
    token, career, meeting = story
    client = Client(server.port, token)
    weights = {}
    contact = CARD.search(client.get("/board").text)[1]
    steps = [f"/meetings/{meeting}/{step}" for step in STEPS]
    for path in (*PAGES, contact, f"{contact}/drafts/request", *steps, f"/careers/{career}"):
        loaded = set(LOADED.findall(client.get(path).text))
        weights[path] = sum(_sent(client, file) for file in loaded)
        report.note(path, f"{len(loaded)} files, {weights[path]:.1f} kB")
    paths = [f"/{path.relative_to(ROOT)}" for path in _files()]
    for kind in (".css", ".js"):
        of_kind = [path for path in paths if path.endswith(kind)]
        report.note(f"all {kind} ({len(of_kind)} files)", f"{sum(_sent(client, path) for path in of_kind):.1f} kB")
    report.check("styles and scripts of the heaviest page", max(weights.values()), MOST_KILOBYTES, "kB")


def _files() -> list[Path]:
    return sorted(path for path in (ROOT / "static").rglob("*") if path.suffix in (".css", ".js"))


def _sent(client: Client, path: str) -> float:
    return len(client.get(path).sent) / 1000
