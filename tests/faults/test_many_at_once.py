"""Sixteen people at work while backups and exports are made: nobody fails, and every copy is a moment of one story."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from factories import NOON
from faults import promises, serial
from faults.home import EMAIL
from faults.person import at_work
from real_server import ROOT

from infoview.db import as_owner
from infoview.transfer.export import export_to, import_file

PEOPLE = 16
LARGE = 400  # so many people are written in one go


def command(home, *words):
    environ = {"PATH": os.environ["PATH"], "INFOVIEW_DATA": str(home.folder)}
    call = [sys.executable, "-c", "from infoview.cli import main; main()", *map(str, words)]
    told = subprocess.run(call, env=environ, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert (told.returncode, told.stderr) == (0, ""), told


def all_at_once(*works):
    with ThreadPoolExecutor(len(works)) as pool:
        for work in [pool.submit(*work) for work in works]:
            work.result()


def test_sixteen_at_work_beside_backups_and_exports_tell_one_story(
    home, board, some_people, tmp_path, app, other_account
):
    people, [importer] = some_people(PEOPLE), some_people(1)
    first, second, export = tmp_path / "first.sqlite", tmp_path / "second.sqlite", tmp_path / "export"

    with at_work(people):
        all_at_once((command, home, "backup", first), (command, home, "export", export, "--for", EMAIL))
        before = [act for person in people for act in person.acts if act.is_answered]
        all_at_once(
            (command, home, "backup", second),
            (command, home, "export", export, "--for", EMAIL),
            (importer.bring_in, LARGE),
        )
    importer.browser.close()

    assert [person.cut or person.problem for person in people if person.cut or person.problem] == []
    assert home.complaints() == []
    acts = [act for person in (*people, importer) for act in person.acts]
    for database, answered in ((first, []), (second, before), (home.database, acts)):
        with promises.copied(database) as rows:
            promises.check(rows)
            serial.check(board, acts, rows)
            done = {id(act) for act in acts if act.is_done(rows)}  # raises for half of one
        assert [act for act in answered if id(act) not in done] == []
    assert_comes_back(export, app, other_account)


def assert_comes_back(export, app, account):
    """The export comes back into another account without loss, and keeps every promise there."""
    with app.app_context(), as_owner(account):
        import_file(export / "infoview.json", NOON)
        export_to(export / "again")
        database = app.extensions["settings"].database
    assert (export / "again" / "infoview.json").read_text() == (export / "infoview.json").read_text()
    with promises.copied(database) as rows:
        promises.check(rows)
