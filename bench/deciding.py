"""What adds up: the page of a career with 100 meetings, the map of 300 people, and notes saved while they are typed."""

import re
from collections.abc import Callable
from html import unescape
from itertools import count

from bench.client import Answer, Client, time_in_turn
from bench.report import Report
from bench.server import Server
from bench.speed import PARTIAL, sending

MOST_MS = {"career of 100 meetings": 150, "referral map of 300": 150}


def measure(report: Report, server: Server, story: tuple[str, int, int], rounds: int) -> None:
    """Time the pages in the account that `bench.story` made."""
    token, career, meeting = story
    client, stranger = Client(server.port, token), Client(server.port)
    acts = {
        "hello": sending(stranger, "/bench/hello"),
        "career of 100 meetings": sending(client, f"/careers/{career}"),
        "referral map of 300": sending(client, "/referral-map"),
        "note saved while typed": noting(Client(server.port, token), f"/meetings/{meeting}/live"),
    }
    times, last = time_in_turn(acts, rounds, server.worked if server.worker else None)
    report.title(f"Deciding ({rounds} rounds; 100 meetings with 6 answers each, 300 people)")
    for name, took in times.items():
        report.measured(name, took, last[name])
    own = {name: took.own for name, took in times.items()}
    for name, most in MOST_MS.items():
        report.check(name, own[name], most, "ms")
    report.check("note saved while typed, to hello", own["note saved while typed"] / own["hello"], 14, "times", 8)


def noting(client: Client, path: str) -> Callable[[], Answer]:
    """Return what saves one note of the live page, longer by a word each time, as its script does."""
    page = client.get(path).text
    name, was = re.findall(r'name="was-(answer-\d+)" value="([^"]*)"', page)[0]
    words, told = count(1), [unescape(was)]

    def note() -> Answer:
        text = f"They said {next(words)} things"
        answer = client.post(path, {name: text, f"was-{name}": told[0]}, PARTIAL)
        assert answer.status == 200, answer.text
        told[0] = text
        return answer

    return note
