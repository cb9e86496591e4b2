"""What every test can ask for: a fresh database, an account, and browsers of the plain kind."""

import shutil
from collections.abc import Iterator
from pathlib import Path

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


@pytest.fixture
def app(prepared: Path, tmp_path: Path) -> Iterator[Flask]:
    """The app on a fresh database."""
    folder = tmp_path / "data"
    shutil.copytree(prepared, folder)
    app = create_app(settings_for(folder))
    app.testing = True
    yield app
    with app.app_context():
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
    app.test_client_class = Client
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
    app.test_client_class = Client
    browser: Client = app.test_client()  # type: ignore[assignment]
    assert browser.sign_in(email).status_code == 303
    return browser
