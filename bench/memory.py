"""The worker's memory after real use of every page, and its peak while a large file comes in."""

import re
from collections import Counter
from html import unescape
from pathlib import Path

from bench.client import Client
from bench.report import Report
from bench.server import Server

MOST_MEGABYTES = 120
BOUNDARY = "a-boundary-of-this-form"
HEADINGS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"


def measure(report: Report, server: Server, largest: str, newcomer: str, rows: int, alike: int) -> None:
    report.title("Memory of the worker")
    worker = server.worker
    if worker is None:
        report.note("skipped", "this system does not tell it")
        return
    opened = _browse(Client(server.port, largest), alike)
    report.note(f"after {opened} pages", _words(worker))
    report.check("after real use of every page", _status(worker, "VmRSS"), MOST_MEGABYTES, "MB")
    _forget_peak(worker)
    _import(Client(server.port, newcomer), rows)
    report.note(f"after an import of {rows:,}", _words(worker))
    report.check(f"peak during an import of {rows:,}", _status(worker, "VmHWM"), MOST_MEGABYTES, "MB")


def _browse(client: Client, alike: int) -> int:
    """Follow the links from the board, a few of each kind; return how many pages were opened."""
    waiting, kinds, opened = ["/"], Counter[str](), 0
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        opened += 1
        assert answer.status in (200, 303), f"{path}: {answer.status}"
        if "text/html" not in answer.head:
            continue
        for link in map(unescape, re.findall(r'href="(/[^"#]*)', answer.text)):
            kind = re.sub(r"\d+|(?<=/originals/)[^?]+|(?<==)[^&]+", "#", link)
            if not link.startswith("/static/") and kinds[kind] < alike:
                kinds[kind] += 1
                waiting.append(link)
    return opened


def _import(client: Client, rows: int) -> None:
    """Bring people in as the pages do it: upload, preview, confirm."""
    lines = [HEADINGS, *(_line(n) for n in range(rows))]
    token = client.find_token()
    body = _multipart({"csrf_token": token}, "\r\n".join(lines).encode())
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    uploaded = client.send(client.request("POST", "/import", kind, body))
    assert uploaded.status == 303, uploaded.text
    assert client.get(uploaded.location).status == 200
    assert client.post(f"{uploaded.location}/confirm", {}).status == 303
    assert client.get(uploaded.location).status == 200


def _line(n: int) -> str:
    company, link = f"Sample Company {n % 700}", f"https://www.linkedin.com/in/sample-{n}"
    return f"Ada{n % 97},Byron{n},{link},{f'person{n}@example.org' if n % 3 == 0 else ''},{company},Analyst,05 Mar 2021"


def _multipart(fields: dict[str, str], content: bytes) -> bytes:
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
    parts.append(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="Connections.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    )
    return "".join(parts).encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def _words(process: int) -> str:
    return f"{_status(process, 'VmRSS'):.1f} MB, {_own(process):.1f} MB its own share"


def _status(process: int, name: str) -> float:
    kilobytes = re.search(rf"{name}:\s*(\d+) kB", Path(f"/proc/{process}/status").read_text())[1]
    return int(kilobytes) / 1000


def _own(process: int) -> float:
    """Return the memory of a process with its share of what it shares (PSS)."""
    return int(re.search(r"Pss:\s*(\d+) kB", Path(f"/proc/{process}/smaps_rollup").read_text())[1]) / 1000


def _forget_peak(process: int) -> None:
    Path(f"/proc/{process}/clear_refs").write_text("5")
