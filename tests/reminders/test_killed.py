"""Four processes on one database, killed at every point, or slow until another takes over: one daily mail for a day."""

import os
import shutil
import signal
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta

from conftest import settings_for
from outbox.post_office import PostOffice
from outbox.writing import set_up
from real_server import running, wait_until, workers_of
from reminders.reminding import remind

from infoview import clock, create_app
from infoview.db import as_owner, db, transaction
from infoview.models import Account
from infoview.reminders import lease
from infoview.sqlite import driver

LATER = timedelta(minutes=3)


def filled(prepared, folder, office):
    """A folder in which something is due to Vera and to Otto at any hour of a day that has many hours left."""
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    app = create_app(settings_for(folder))
    hours_to_noon = 12 - clock.now().hour
    with app.app_context():
        accounts = db.session.query(Account).order_by(Account.id).all()
        with transaction():
            for account in accounts:
                account.digest_hour, account.zone = 0, f"Etc/GMT{-hours_to_noon:+}"
        for account in accounts:
            with as_owner(account):
                set_up(office)
                remind()
                db.session.rollback()
        db.engine.dispose()
    return settings_for(folder).database


def ask(database, statement, *values, mode="ro"):
    with closing(driver.connect(f"file:{database}?mode={mode}", uri=True, isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout=15000")
        return connection.execute(statement, values).fetchall()


def let_the_lease_run_out(database):
    """What time does, within two minutes, when its holder has died or hangs."""
    past = (clock.now() - LATER).replace(tzinfo=None).isoformat(" ")
    ask(database, "UPDATE leases SET held_until = ?", past, mode="rw")


def test_four_processes_that_are_killed_at_every_point_send_one_mail_a_day(prepared, tmp_path, authority, certificate):
    points = ["connect", "RCPT", "body"]
    with PostOffice(certificate, plan=[*points[:2], None, points[2]]) as office:
        database = filled(prepared, tmp_path, office)
        settings = {"SSL_CERT_FILE": str(authority.file), "GUNICORN_CMD_ARGS": "--preload --workers=4"}
        with running(tmp_path, **settings) as (_url, server):
            for point in points:
                assert office.reached.wait(30), point
                office.reached.clear()
                let_the_lease_run_out(database)
                for pid in workers_of(server):
                    os.kill(pid, signal.SIGKILL)
            assert wait_until(lambda: states(database) == ["sent", "unknown"], 30)
            assert wait_until(lambda: len(workers_of(server)) == 4, 30)
            [(holder, held_until)] = ask(database, "SELECT holder, held_until FROM leases")
            server.send_signal(signal.SIGTERM)
            server.wait(30)

    assert Counter(mail["To"].addresses[0].addr_spec for mail in office.mails) == {
        "vera@example.org": 1,
        "otto@example.org": 1,
    }
    assert ask(database, "SELECT count(*) FROM notifications") == [(2,)]
    assert holder
    assert datetime.fromisoformat(held_until) <= clock.now().replace(tzinfo=None) + lease.LASTS
    assert ask(database, "SELECT holder, held_until FROM leases") == [("", None)]  # given back


def states(database):
    return [state for (state,) in ask(database, "SELECT state FROM notifications ORDER BY owner_id")]
