"""What is due: the page of Today, the calendar feed and a round of reminders, with thousands of people."""

import re
import time
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import delete, func, select

from bench.client import Client, Times, time_in_turn
from bench.data import make_account
from bench.report import Report
from bench.server import Server
from bench.speed import sending
from infoview import clock
from infoview.accounts import devices
from infoview.calendar.feeding import actions as feeding
from infoview.calendar.kinds import KINDS
from infoview.db import as_owner, db, transaction
from infoview.models import Account, Contact, Lease, MailServer, Meeting, Message, Notification
from infoview.models.mail import Security
from infoview.reminders import rounds as reminding

ON_THE_BOARD = 0.3
MOST_ROUNDS = 15
MOST_MS = {"today": 250, "calendar feed": 300, "round of reminders": 1000}
NOBODY_THERE = 9  # the port of no mail server: what a round makes is written and kept, and cannot leave


@dataclass(frozen=True, slots=True)
class Busy:
    """An account in which much is due: its device's token, its feed's address, what it holds, what its rounds took."""

    token: str
    feed: str
    size: str
    rounds: Times


def make_busy(app: Flask, people: int, rounds: int) -> Busy:
    """Make the account, and time rounds of reminders while no server runs that would do them."""
    on_board = int(people * ON_THE_BOARD)
    token = make_account(app, "busy", cards=on_board, people=people - on_board)
    with app.app_context():
        found = devices.find(token, at=clock.now())
        assert found is not None
        account = db.session.get_one(Account, found.account_id)
        with transaction():
            account.digest_hour = 0
            secret, mine = feeding.make_address(account.id, at=clock.now())
            feeding.choose(mine, shows_names=True, kinds=list(KINDS))
        with as_owner(account):
            with transaction():
                db.session.add(_server())
            counts = [db.session.scalar(select(func.count(model.id))) for model in (Contact, Message, Meeting)]
        took = Times([], [])
        for _ in range(min(rounds, MOST_ROUNDS)):
            _round(took)
        with as_owner(account), transaction():
            db.session.execute(delete(MailServer))
    size = "{:,} contacts, {:,} messages, {:,} meetings".format(*counts)
    return Busy(token, f"/calendar/{secret}.ics", size, took)


def measure(report: Report, server: Server, busy: Busy, rounds: int) -> None:
    """Time the pages in the account that `make_busy` made."""
    client, stranger = Client(server.port, busy.token), Client(server.port)
    tag = re.search(r"(?im)^etag: (\S+)", stranger.get(busy.feed).head)[1]
    acts = {
        "hello": sending(stranger, "/bench/hello"),
        "today": sending(client, "/today"),
        "calendar feed": sending(stranger, busy.feed),
    }
    times, last = time_in_turn(acts, rounds, server.worked if server.worker else None)
    report.title(f"What is due ({rounds} rounds; {busy.size})")
    times["round of reminders"] = busy.rounds
    for name, took in times.items():
        report.measured(name, took, last.get(name))
    assert stranger.send(stranger.request("GET", busy.feed, {"If-None-Match": tag})).status == 304
    for name, most in MOST_MS.items():
        report.check(name, times[name].own, most, "ms")


def _server() -> MailServer:
    return MailServer(
        host="127.0.0.1",
        port=NOBODY_THERE,
        security=Security.TLS,
        sender="busy@example.org",
        created_at=clock.now(),
    )


def _round(took: Times) -> None:
    """Do one round in which the digest has not been written yet, and note how long it took and worked."""
    with transaction():
        db.session.execute(delete(Lease))
    for account in db.session.scalars(select(Account)).all():
        with as_owner(account), transaction():
            db.session.execute(delete(Notification))
    start, worked = time.perf_counter(), time.process_time()
    problem = reminding.run()
    assert problem == "", problem
    took.waited.append((time.perf_counter() - start) * 1000)
    took.worked.append((time.process_time() - worked) * 1000)
