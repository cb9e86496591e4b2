"""What the browser loads besides the page: all styles and scripts, as the server sends them."""

import re
from pathlib import Path

from bench.client import Client
from bench.report import Report
from bench.server import ROOT, Server

MOST_KILOBYTES = 60


def measure(report: Report, server: Server, token: str) -> None:
    report.title("Styles and scripts, compressed")
    client = Client(server.port, token)
    board = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js)\?[^"]*)"', client.get("/board").text))
    report.note(f"the board's ({len(board)} files)", f"{sum(_sent(client, path) for path in board):.1f} kB")
    paths = [f"/{path.relative_to(ROOT)}" for path in _files()]
    for kind in (".css", ".js"):
        of_kind = [path for path in paths if path.endswith(kind)]
        report.note(f"all {kind} ({len(of_kind)} files)", f"{sum(_sent(client, path) for path in of_kind):.1f} kB")
    report.check("all styles and scripts", sum(_sent(client, path) for path in paths), MOST_KILOBYTES, "kB")


def _files() -> list[Path]:
    return sorted(path for path in (ROOT / "static").rglob("*") if path.suffix in (".css", ".js"))


def _sent(client: Client, path: str) -> float:
    return len(client.get(path).sent) / 1000
