"""The real server is killed at each point of the conversation with a real mail server: no mail goes out twice."""

import os
import shutil
import signal
from collections import Counter
from contextlib import closing

from conftest import settings_for
from outbox.post_office import PostOffice
from outbox.writing import queue, set_up
from plain_browser import Client
from real_server import running, wait_until, workers_of

from infoview import create_app
from infoview.db import as_owner, db
from infoview.models import Account
from infoview.models.mail import MailState
from infoview.sqlite import driver

BEFORE = ["connect", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT"]
AFTER = ["DATA", "body", "DATA answered"]
FINAL = {MailState.SENT, MailState.UNKNOWN}


class Queue:
    """A data folder of its own with Vera's mail in it, queued past the server as another process would."""

    def __init__(self, prepared, folder, office, names):
        shutil.copytree(prepared, folder, dirs_exist_ok=True)
        settings = settings_for(folder)
        self.database, self.app = settings.database, create_app(settings)
        self.app.test_client_class = Client
        with self.app.app_context():
            vera = db.session.query(Account).filter_by(email="vera@example.org").one()
            with as_owner(vera):
                set_up(office)
                for name in names:
                    queue(f"{name} Byron", address=f"{name}@example.com".replace(" ", "-"))
            db.session.rollback()
            db.engine.dispose()

    def states(self):
        with closing(driver.connect(f"file:{self.database}?mode=ro", uri=True)) as database:
            return [MailState(state) for (state,) in database.execute("SELECT state FROM outbox ORDER BY id")]

    def page(self, path):
        browser = self.app.test_client()
        browser.sign_in("vera@example.org")
        return browser.get(path).text


def test_a_server_killed_at_any_point_sends_no_mail_twice_and_says_what_it_does_not_know(
    prepared, tmp_path, authority, certificate
):
    plan = [point for killed_at in BEFORE for point in (killed_at, None)] + AFTER
    with PostOffice(certificate, plan=plan) as office:
        sent = Queue(prepared, tmp_path, office, [*BEFORE, *AFTER])
        settings = {"SSL_CERT_FILE": str(authority.file), "GUNICORN_CMD_ARGS": "--preload"}  # for quick new workers
        with running(tmp_path, **settings) as (_url, server):
            for point in [*BEFORE, *AFTER]:
                assert office.reached.wait(30), point
                office.reached.clear()
                if point == AFTER[-1]:
                    assert wait_until(lambda: sent.states()[-1] is MailState.SENT)  # though nobody said goodbye yet
                for pid in ([server.pid] if point == AFTER[-1] else []) + workers_of(server):
                    os.kill(pid, signal.SIGKILL)
        with running(tmp_path, **settings):
            assert wait_until(lambda: set(sent.states()) <= FINAL)
        states, page = sent.states(), sent.page("/outbox")

    accepted = Counter(mail["To"] for mail in office.mails)
    assert set(accepted.values()) == {1}
    assert len(accepted) == len(BEFORE) + 2  # of the one that stopped at DATA, not a byte had left
    assert states == [*[MailState.SENT] * len(BEFORE), *[MailState.UNKNOWN] * 2, MailState.SENT]
    assert page.count("Nobody knows whether it was sent.") == 2


def test_two_workers_send_each_mail_once(prepared, tmp_path, authority, certificate):
    with PostOffice(certificate) as office:
        sent = Queue(prepared, tmp_path, office, [f"ada{n}" for n in range(8)])
        with running(tmp_path, SSL_CERT_FILE=str(authority.file), GUNICORN_CMD_ARGS="--preload --workers=2") as (
            _url,
            server,
        ):
            assert wait_until(lambda: set(sent.states()) == {MailState.SENT})
            assert len(workers_of(server)) == 2

    assert len(office.accepted) == 8
    assert set(Counter(mail["To"] for mail in office.mails).values()) == {1}
