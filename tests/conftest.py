"""What every test can ask for: a fresh database, an account, and browsers of the plain kind."""

import os
import shutil
from collections.abc import Iterator
from itertools import islice
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

import factories
import pytest
from flask import Flask
from plain_browser import PASSWORD, Client

from infoview import create_app
from infoview.accounts.actions import add_account
from infoview.accounts.passwords import hash_password
from infoview.config import Settings
from infoview.db import as_owner, db, transaction
from infoview.models import Account
from infoview.prepare import prepare

# Each of these has tests that take longest of all: begun last, one would still run when all others are done.
LONGEST = (
    "browser/test_every_page.py",
    "browser/test_hostile_text.py",
    "test_bench.py",
    "walks/test_other_accounts.py",
    "walks/test_odd_input.py",
    "storage/test_upgrades.py",
    "outbox/test_killed.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest first: dealt out over the equal parts that pytest-xdist hands to its processes."""
    long = [item for item in items if item.path.relative_to(Path(__file__).parent).as_posix() in LONGEST]
    others = iter([item for item in items if item not in long])
    parts = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    size = ceil(len(items) / parts)
    shares = [long[part::parts] for part in range(parts)]
    items[:] = [item for share in shares for item in (*share, *islice(others, size - len(share)))]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the newest schema and the accounts of Vera and Otto, copied for every test."""
    folder = tmp_path_factory.mktemp("prepared")
    settings = settings_for(folder)
    prepare(settings)
    app = create_app(settings)
    with app.app_context():
        for email, name in (("vera@example.org", "Vera Lindqvist"), ("otto@example.org", "Otto Brandt")):
            password_hash = hash_password(PASSWORD)
            with transaction():
                add_account(email=email, name=name, password_hash=password_hash, zone="Europe/Paris", at=factories.NOON)
    with app.app_context():
        db.engine.dispose()
    return folder


def settings_for(folder: Path, **more: str) -> Settings:
    return Settings.from_environ({"INFOVIEW_DATA": str(folder), **more})


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """The data folder of the tests: in memory where there is such a place, because every commit syncs the disk."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(prefix="infoview-", dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name)


@pytest.fixture(scope="session")
def one_app(folder: Path) -> Flask:
    """The app of all tests in this process: making one for each would take longer than the tests."""
    app = create_app(settings_for(folder))
    app.testing = True
    app.test_client_class = Client
    return app


@pytest.fixture
def app(one_app: Flask, prepared: Path, folder: Path) -> Iterator[Flask]:
    """The app on a fresh database."""
    for old in folder.glob("infoview.sqlite*"):
        old.unlink()
    shutil.copy(prepared / "infoview.sqlite", folder)
    yield one_app
    with one_app.app_context():
        db.engine.dispose()


@pytest.fixture
def account(app: Flask) -> Account:
    """Vera, who uses the app."""
    return _account(app, "vera@example.org")


@pytest.fixture
def other_account(app: Flask) -> Account:
    """Otto, who has an account too."""
    return _account(app, "otto@example.org")


def _account(app: Flask, email: str) -> Account:
    with app.app_context():
        found = db.session.query(Account).filter_by(email=email).one()
        db.session.expunge(found)
        return found


@pytest.fixture
def owner(app: Flask, account: Account) -> Iterator[Account]:
    """Vera at work: what the test does is hers."""
    with app.app_context(), as_owner(account):
        yield account


@pytest.fixture
def stranger(app: Flask) -> Client:
    """A browser that is not signed in."""
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def client(app: Flask) -> Client:
    """Vera's browser."""
    return _signed_in(app, "vera@example.org")


@pytest.fixture
def other_client(app: Flask) -> Client:
    """Otto's browser."""
    return _signed_in(app, "otto@example.org")


def _signed_in(app: Flask, email: str) -> Client:
    browser: Client = app.test_client()  # type: ignore[assignment]
    assert browser.sign_in(email).status_code == 303
    return browser
