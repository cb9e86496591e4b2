"""The feed as calendar programs of others read it: vdirsyncer fetches it, khal shows what it fetched."""

import json
import os
import subprocess
from datetime import date, time, timedelta
from pathlib import Path
from threading import Thread
from zoneinfo import ZoneInfo

import icalendar
import pytest
from factories import make_contact
from werkzeug.serving import make_server

from infoview import clock
from infoview.calendar.feeding import actions
from infoview.calendar.kinds import KINDS
from infoview.db import as_owner, db, transaction
from infoview.models import Meeting, Stage
from infoview.models.meeting import MeetingStatus
from infoview.zones import instant_of

CLIENTS = Path(__file__).parent.parent.parent / ".venv" / "clients" / "bin"
LONGEST = 120  # seconds
LONG_NAME = "Ada Bÿron; née Gordon, “Lovelace” " + "x" * 80
pytestmark = pytest.mark.skipif(
    not (CLIENTS / "khal").exists() and not os.environ.get("CI"), reason="./run test installs khal and vdirsyncer"
)
VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair feed]
a = "here"
b = "infoview"
collections = null
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "{folder}/events/"
fileext = ".ics"
[storage infoview]
type = "http"
url = "{url}"
"""
KHAL = """
[calendars]
[[infoview]]
path = {folder}/events/
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
default_timezone = America/New_York
local_timezone = America/New_York
[sqlite]
path = {folder}/khal.db
"""


@pytest.fixture
def feed(app, account):
    """Vera's feed: its address, on a server."""
    with app.app_context(), transaction():
        token, mine = actions.make_address(account.id, at=clock.now())
        actions.choose(mine, shows_names=True, kinds=KINDS)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/calendar/{token}.ics"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def run(tmp_path, feed):
    """Return a function that runs one of the programs."""
    (tmp_path / "events").mkdir()
    for program, settings in (("vdirsyncer", VDIRSYNCER), ("khal", KHAL)):
        (tmp_path / f"{program}.conf").write_text(settings.format(folder=tmp_path, url=feed))

    def run_program(program, *args):
        command = [CLIENTS / program, "-c", tmp_path / f"{program}.conf", *args]
        environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
        plain = {"capture_output": True, "text": True, "encoding": "utf-8", "stdin": subprocess.DEVNULL}
        done = subprocess.run(command, env=environ, timeout=LONGEST, **plain)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run_program


def fetched(folder):
    """Return what lies there, as the library reads it: title and day."""
    found = [icalendar.Calendar.from_ical(path.read_bytes()) for path in (folder / "events").glob("*.ics")]
    return {str(event["summary"]): event.decoded("dtstart") for each in found for event in each.walk("VEVENT")}


def test_khal_shows_by_its_own_clocks_what_the_feed_holds_and_follows_every_change(app, account, run, tmp_path):
    day = clock.today("Europe/Paris") + timedelta(days=10)
    with app.app_context(), as_owner(account):
        ada = make_contact(LONG_NAME, stage=Stage.REQUESTED, at=clock.now())
        grace = make_contact("Grace Hopper", stage=Stage.IN_TOUCH)
        make_contact("Jane Marcet", stage=Stage.IN_TOUCH, touch_on=day)
        usual = {"zone": "Europe/Paris", "status": MeetingStatus.AGREED, "minutes": 20, "created_at": clock.now()}
        with transaction():
            db.session.add(Meeting(contact_id=ada.id, day=day, start=time(14), **usual))
            db.session.add(Meeting(contact_id=grace.id, day=day + timedelta(days=1), **usual))

    run("vdirsyncer", "discover")
    run("vdirsyncer", "sync")
    columns = [word for name in ("title", "start", "all-day") for word in ("--json", name)]
    shown = run("khal", "list", *columns, day.isoformat(), "60d")

    found = {each["title"]: each for line in shown.splitlines() for each in json.loads(line)}
    there = instant_of(day, time(14), "Europe/Paris").astimezone(ZoneInfo("America/New_York"))
    assert found[f"Conversation with {LONG_NAME}"]["start"] == f"{there:%Y-%m-%d %H:%M}"
    assert found["Conversation with Grace Hopper"]["start"] == str(day + timedelta(days=1))
    assert found["Write to Jane Marcet again"]["start"] == str(day)
    assert {title: as_shown(start) for title, start in fetched(tmp_path).items()} == {
        title: each["start"][:10] for title, each in found.items()
    }

    with app.app_context(), as_owner(account), transaction():
        first, second = db.session.query(Meeting).order_by(Meeting.id)
        first.start, second.status = time(16), MeetingStatus.CANCELLED
    run("vdirsyncer", "sync")

    after = fetched(tmp_path)
    assert after[f"Conversation with {LONG_NAME}"].hour == 16
    again = {f"Write to {who} again" for who in ("Jane Marcet", "Grace Hopper")}
    assert set(after) == {f"Conversation with {LONG_NAME}", *again}


def as_shown(start):
    return str(start if type(start) is date else start.date())
