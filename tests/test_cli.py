"""The command line, as the person who runs the server uses it."""

import io
import os
import shutil
import signal
import sys

import pytest
from plain_browser import PASSWORD, Client
from real_server import running, wait_until, workers_of
from sqlalchemy import func, select

from infoview import create_app
from infoview.cli import main
from infoview.config import Settings
from infoview.db import db
from infoview.models import Account, Contact


@pytest.fixture
def data(app, monkeypatch):
    """The folder of an app with the accounts of Vera and Otto, as the command line finds it."""
    folder = app.extensions["settings"].data
    monkeypatch.setenv("INFOVIEW_DATA", str(folder))
    for name in ("HOST", "PORT", "INFOVIEW_URL", "INFOVIEW_PROXIES", "SECRET_KEY", "LANG", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def infoview(data, monkeypatch, capsys):
    """Return a function that runs `infoview WORDS`: its exit code, and its lines on standard output and error."""

    def infoview(*words, typed=""):
        monkeypatch.setattr(sys, "argv", ["infoview", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        monkeypatch.setattr("os.umask", lambda mask: mask)
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return ended.value.code, printed.out.splitlines(), printed.err.splitlines()

    return infoview


def can_sign_in(data, email, password):
    app = create_app(Settings.from_environ({"INFOVIEW_DATA": str(data)}))
    app.test_client_class = Client
    answer = app.test_client().sign_in(email, password)
    with app.app_context():
        db.engine.dispose()
    return answer.status_code == 303


def rows_of(app, model):
    with app.app_context():
        return db.session.connection().scalar(select(func.count()).select_from(model.__table__))


def test_an_account_is_made_and_can_sign_in(infoview, data):
    added = infoview("account", "add", "Nora@Example.org", "--name", "Nora", "--password-stdin", typed=f"{PASSWORD}\n")

    assert added == (0, ["nora@example.org has an account."], [])
    assert can_sign_in(data, "nora@example.org", PASSWORD)


@pytest.mark.parametrize(
    ("words", "typed", "code", "reason"),
    [
        (("nora@example.org", "--name", "Nora", "--password-stdin"), "short", 1, "at least 8 characters"),
        (("nora@example.org", "--name", "Nora", "--password-stdin"), "nora@example.org", 1, "easy to guess"),
        (("nora", "--name", "Nora", "--password-stdin"), PASSWORD, 1, "not look like an e-mail"),
        (("nora@example.org", "--name", " ", "--password-stdin"), PASSWORD, 1, "Give your name"),
        (("VERA@example.org", "--name", "Vera", "--password-stdin"), PASSWORD, 1, "already an account"),
        (("nora@example.org", "--name", "Nora"), PASSWORD, 2, "--password-stdin"),
        (("nora@example.org", "--password-stdin"), PASSWORD, 2, "--name"),
        (("nora@example.org", "--name", "Nora", "--zone", "Europe/Nowhere", "--password-stdin"), PASSWORD, 2, "zone"),
    ],
)
def test_an_account_that_cannot_be_is_refused_in_one_line(infoview, app, words, typed, code, reason):
    ended, out, errors = infoview("account", "add", *words, typed=typed)

    assert (ended, out, len(errors)) == (code, [], 1)
    assert errors[0].startswith("infoview: ") and reason in errors[0]
    assert rows_of(app, Account) == 2


def test_a_new_password_replaces_the_old_one_and_signs_devices_out(infoview, data, client):
    changed = infoview("account", "password", "vera@example.org", "--password-stdin", typed="four green umbrellas\n")

    assert changed[0] == 0
    assert not can_sign_in(data, "vera@example.org", PASSWORD)
    assert can_sign_in(data, "vera@example.org", "four green umbrellas")
    assert client.get("/board").status_code in (302, 303, 401)


def test_accounts_are_listed_one_a_line(infoview):
    assert infoview("account", "list")[1] == ["otto@example.org\tOtto Brandt", "vera@example.org\tVera Lindqvist"]


def test_removing_an_account_removes_its_data_and_nobody_elses(infoview, app):
    infoview("demo", "--for", "vera@example.org", "--contacts", 5)
    infoview("demo", "--for", "otto@example.org", "--contacts", 3)

    assert infoview("account", "remove", "vera@example.org")[0] == 0
    assert infoview("account", "list")[1] == ["otto@example.org\tOtto Brandt"]
    assert rows_of(app, Contact) == 3


@pytest.mark.parametrize(
    "words",
    [
        ("account", "password", "nobody@example.org", "--password-stdin"),
        ("account", "remove", "nobody@example.org"),
        ("demo", "--for", "nobody@example.org"),
        ("export", "--for", "nobody@example.org", "out"),
    ],
)
def test_an_account_that_is_not_there_is_named(infoview, words):
    ended, out, errors = infoview(*words, typed=PASSWORD)

    assert (ended, out) == (1, [])
    assert errors == ["infoview: There is no account with the address nobody@example.org."]


@pytest.mark.parametrize(
    "words", [(), ("nonsense",), ("demo",), ("demo", "--for", "vera@example.org", "--contacts", 0)]
)
def test_what_is_not_understood_ends_with_code_2(infoview, words):
    ended, out, errors = infoview(*words)

    assert (ended, out) == (2, [])
    assert errors


def test_a_wrong_setting_is_one_line(infoview, monkeypatch):
    monkeypatch.setenv("PORT", "eighty")

    assert infoview("account", "list") == (
        1,
        [],
        ["infoview: PORT must be a whole number from 1 to 65535, not 'eighty'."],
    )


def test_what_one_account_exports_another_brings_in(infoview, tmp_path):
    infoview("demo", "--for", "vera@example.org", "--contacts", 12)
    assert infoview("export", "--for", "vera@example.org", tmp_path / "out")[0] == 0

    ended, out, _ = infoview("import", tmp_path / "out" / "infoview.json", "--for", "otto@example.org")

    assert (ended, out[0]) == (0, "Added: 12. Already there: 0. Unreadable: 0.")
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()} == {0o600}


def test_people_of_a_csv_file_come_in_and_its_bad_lines_are_named(infoview, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("Name,Company\nAda Larkspur,Lantern Clinic\n,Nobody's Office\n")

    ended, out, errors = infoview("import", file, "--for", "vera@example.org")

    assert (ended, out) == (0, ["Added: 1. Already there: 0. Unreadable: 1."])
    assert [error.split(":")[0] for error in errors] == ["line 3"]


def test_a_backup_is_made_while_the_app_runs(infoview, client, tmp_path):
    client.get("/board")

    assert infoview("backup", tmp_path / "copy.sqlite")[0] == 0
    assert (tmp_path / "copy.sqlite").stat().st_mode & 0o777 == 0o600


@pytest.fixture
def stopped(prepared, tmp_path, infoview, monkeypatch):
    """Return a function that runs `infoview WORDS` on the folder of an app of its own, which is stopped."""
    folder = tmp_path / "stopped"
    folder.mkdir(mode=0o700)
    shutil.copy(prepared / "infoview.sqlite", folder)
    monkeypatch.setenv("INFOVIEW_DATA", str(folder))
    return infoview


def test_a_restore_says_what_it_did_and_where_the_state_before_is(stopped, tmp_path):
    stopped("demo", "--for", "vera@example.org", "--contacts", 3)
    stopped("backup", tmp_path / "copy.sqlite")
    stopped("account", "remove", "otto@example.org")

    ended, out, errors = stopped("restore", tmp_path / "copy.sqlite", "--yes")

    kept = list((tmp_path / "stopped" / "backups").glob("before-restore-*.sqlite"))
    assert (ended, errors) == (0, [])
    assert "holds: 2 accounts and 3 contacts." in out[0]
    assert out[1] == f"What was there before is kept: {kept[0]}"
    assert out[-1] == "Everybody is signed out, and calendar feeds need new addresses. Start infoview again."
    assert len(stopped("account", "list")[1]) == 2


def test_a_backup_of_the_shelf_is_named_without_its_folder(stopped, tmp_path):
    folder = tmp_path / "stopped" / "backups"
    folder.mkdir()
    stopped("backup", folder / "nightly-2026-11-22.sqlite")

    assert stopped("restore", "nightly-2026-11-22.sqlite", "--yes")[0] == 0


def test_a_restore_is_never_taken_for_granted(stopped, tmp_path):
    stopped("backup", tmp_path / "copy.sqlite")

    unasked = stopped("restore", tmp_path / "copy.sqlite")
    missing = stopped("restore", tmp_path / "missing.sqlite", "--yes")

    assert (unasked[0], missing[0]) == (2, 1)
    assert "--yes" in unasked[2][0] and "is not there" in missing[2][0]
    assert not (tmp_path / "stopped" / "backups").exists()


def test_while_the_server_runs_or_a_worker_of_it_is_left_a_restore_is_refused(stopped, tmp_path):
    stopped("backup", tmp_path / "copy.sqlite")
    with (tmp_path / "log").open("w") as log, running(tmp_path / "stopped", log=log) as (_, server):
        while_it_runs = stopped("restore", tmp_path / "copy.sqlite", "--yes")
        listed = stopped("account", "list")
        (worker,) = workers_of(server)
        os.kill(worker, signal.SIGSTOP)  # it cannot see that its master is gone
    while_one_is_left = stopped("restore", tmp_path / "copy.sqlite", "--yes")
    os.kill(worker, signal.SIGKILL)

    assert while_it_runs[2] == ["infoview: infoview is running, or one of its commands is. Stop it, then restore."]
    assert (while_it_runs[0], while_one_is_left, listed[0]) == (1, while_it_runs, 0)
    assert wait_until(lambda: stopped("restore", tmp_path / "copy.sqlite", "--yes")[0] == 0)


def test_the_doctor_ends_with_0_where_nothing_fails(stopped):
    ended, out, errors = stopped("doctor")

    assert (ended, errors) == (0, [])
    assert {line.split()[0] for line in out} <= {"PASS", "WARN"}
