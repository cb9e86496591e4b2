"""`infoview remind`: one round for those who have no server running all the time; and what the doctor says of it."""

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from conftest import settings_for
from outbox.post_office import PostOffice
from reminders.test_killed import ask, filled

from infoview import clock
from infoview.doctor.examination import examine
from infoview.doctor.finding import Level
from infoview.safekeeping.backup import back_up
from infoview.safekeeping.restore import checked

COMMAND = Path(sys.executable).with_name("infoview")


def run(folder, authority, *command):
    environ = {"PATH": os.environ["PATH"], "INFOVIEW_DATA": str(folder), "SSL_CERT_FILE": str(authority.file)}
    return subprocess.run([COMMAND, *command], env=environ, capture_output=True, text=True, timeout=60, check=False)


def found(folder):
    looks = examine({"INFOVIEW_DATA": str(folder)}, at=clock.now())
    return {finding.text: finding.level for finding in looks if finding.subject == "reminders"}


def note(database, key, state, at):
    """Store a daily mail of Vera's, as a server did."""
    columns = "kind, way, key, state, header_id, attempts, due_at, reason, answer, created_at, owner_id"
    values = "'digest', 'mail', ?, ?, '', 1, ?, '', '', ?, 1"
    ask(database, f"INSERT INTO notifications ({columns}) VALUES ({values})", key, state, at, at, mode="rw")


def note_round(database, at):
    """Store when a server did its last round."""
    values = "'reminders', 'a server', ?, ''"
    ask(database, f"INSERT INTO leases (name, holder, ran_at, problem) VALUES ({values})", at, mode="rw")


def ago(**time):
    return (clock.now() - timedelta(**time)).replace(tzinfo=None).isoformat(" ")


def test_one_round_by_hand_sends_what_is_due(prepared, tmp_path, authority, certificate):
    with PostOffice(certificate) as office:
        filled(prepared, tmp_path, office)
        done = run(tmp_path, authority, "remind")

    assert (done.returncode, done.stderr, len(office.accepted)) == (0, "", 2)
    assert done.stdout.startswith("Every account was looked at")
    assert found(tmp_path) == {"Somebody looked 0 minutes ago what is due.": Level.PASS}


def test_the_doctor_tells_of_reminders_that_stand_still_are_held_or_do_not_arrive(prepared, tmp_path):
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    database = settings_for(tmp_path).database
    ask(database, "UPDATE accounts SET reminders_held = 'clock' WHERE id = 1", mode="rw")
    note(database, "1", "failed", ago(hours=1))
    note(database, "2", "sent", ago(hours=2))
    note_round(database, ago(hours=1))

    assert found(tmp_path) == {
        "Somebody looked 60 minutes ago what is due.": Level.WARN,
        "They are held for 1 accounts.": Level.WARN,
        "The last mail of 1 accounts did not arrive for sure.": Level.WARN,
    }


def test_a_backup_that_comes_back_holds_all_reminders(prepared, tmp_path):
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    database = settings_for(tmp_path).database
    note(database, "1", "queued", ago(hours=1))
    note_round(database, ago(hours=1))
    back_up(database, tmp_path / "kept.sqlite")

    with checked(settings_for(tmp_path), tmp_path / "kept.sqlite") as candidate:
        candidate.put_in_place(at=clock.now())

    assert ask(database, "SELECT DISTINCT reminders_held FROM accounts") == [("restored",)]
    assert ask(database, "SELECT state, reason FROM notifications") == [("held", "restored")]
    assert ask(database, "SELECT count(*) FROM leases") == [(0,)]
