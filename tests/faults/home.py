"""A data folder with a server on it that may die and is started again on the same folder."""

import os
import re
import shutil
import signal
from contextlib import suppress
from functools import cache
from pathlib import Path
from socket import create_connection
from tempfile import TemporaryDirectory

from factories import NOON, make_contacts
from faults.acts import Act
from faults.client import Browser, Pass, enter
from faults.person import Known
from real_server import LONGEST_START, free_port, is_alive, started, wait_for, wait_until, workers_of

from infoview import clock, create_app
from infoview.accounts import devices
from infoview.accounts.actions import add_account
from infoview.config import Settings
from infoview.db import as_owner, db, transaction
from infoview.models import Stage
from infoview.prepare import prepare

EMAIL = "vera@example.org"
CARDS, OTHERS = 30, 6
COMPLAINT = re.compile(r"error|warning|critical|exception|traceback|locked", re.I)


class Home:
    """Vera's infoview, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(shutil.copytree(_prepared(), folder / "data"))
        self.database = self.folder / "infoview.sqlite"
        self.log = folder / "log.txt"
        self.port = free_port()
        self.let_in: Pass | None = None
        self.kept: list[Act] = []
        self.start()

    def start(self) -> None:
        """Start the server, as it is always started, and wait until it answers."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Start the server."""
        with self.log.open("a") as log:
            self.server = started(self.folder, log=log, PORT=str(self.port))

    def wait(self) -> None:
        """Wait until the server answers."""
        try:
            wait_for(f"http://127.0.0.1:{self.port}/health", self.server)
        except AssertionError:
            raise AssertionError(self.log.read_text()[-2000:]) from None

    @property
    def worker(self) -> int:
        """The process that answers."""
        return workers_of(self.server)[-1]

    def kill(self, *pids: int) -> None:
        """Kill these processes, the last thing they notice, and wait until they are gone."""
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert wait_until(lambda: not any(map(is_alive, pids)))

    def kill_all(self) -> None:
        """Kill master and worker."""
        self.kill(self.server.pid, *workers_of(self.server))
        self.server.wait(LONGEST_START)

    def wait_for_the_port(self) -> None:
        """Wait until nobody listens any more."""

        def is_free() -> bool:
            try:
                create_connection(("127.0.0.1", self.port)).close()
            except ConnectionRefusedError:
                return True
            return False

        assert wait_until(is_free)

    def browser(self) -> Browser:
        """A browser that is signed in."""
        self.let_in = self.let_in or enter(self.port, (self.folder.parent / "data" / "device").read_text())
        return Browser(self.port, self.let_in)

    def known(self, rows) -> list[Known]:
        """The contacts that edits and notes are about: those that were there from the beginning."""
        found = rows.execute("SELECT id, full_name, version FROM contacts ORDER BY id LIMIT ?", (CARDS + OTHERS,))
        return [Known(*row) for row in found]

    def complaints(self) -> list[str]:
        """What the server said that is not good news, besides that its worker was killed."""
        lines = self.log.read_text().splitlines()
        return [line for line in lines if COMPLAINT.search(line) and "was sent SIGKILL!" not in line]


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="infoview-faults-")


@cache
def _prepared() -> Path:
    """A data folder with Vera, her cards and her device, made once and copied for every home."""
    folder = Path(_folder().name) / "prepared"
    settings = Settings.from_environ({"INFOVIEW_DATA": str(folder)})
    prepare(settings)
    app = create_app(settings)
    with app.app_context():
        with transaction():
            vera = add_account(email=EMAIL, name="Vera Lindqvist", password_hash="none", zone="Europe/Paris", at=NOON)
            token = devices.sign_in(vera, address="127.0.0.1", browser="", at=clock.now())
        with as_owner(vera):
            for number, stage in enumerate([*Stage, None]):
                size = OTHERS if stage is None else CARDS // len(Stage)
                make_contacts(*(f"Person {number}-{place}" for place in range(size)), stage=stage)
        db.session.remove()
        db.engine.dispose()
    (folder / "device").write_text(token)
    return folder
