"""Whose word counts about where a visitor came from: of as many web servers as are set, and of nobody else."""

import shutil

import pytest
from conftest import settings_for
from plain_browser import Client

from infoview import create_app
from infoview.db import db
from infoview.models import Attempt


@pytest.fixture
def counted(prepared, tmp_path):
    """Return a function that fails to sign in with these headers, and tells the address that was counted."""
    apps = []

    def counted(proxies, forwarded):
        shutil.copy(prepared / "infoview.sqlite", tmp_path)
        app = create_app(settings_for(tmp_path, INFOVIEW_URL="http://nas.example.org", INFOVIEW_PROXIES=str(proxies)))
        app.testing, app.test_client_class = True, Client
        apps.append(app)
        app.test_client().post(
            "/sign-in",
            {"email": "vera@example.org", "password": "wrong"},
            headers=[("X-Forwarded-For", value) for value in forwarded],
            environ_base={"REMOTE_ADDR": "192.0.2.1"},
        )
        with app.app_context():
            subjects = {attempt.subject for attempt in db.session.query(Attempt)}
        return {subject.removeprefix("address:") for subject in subjects if subject.startswith("address:")}

    yield counted
    for app in apps:
        with app.app_context():
            db.engine.dispose()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, [], "192.0.2.1"),
        (0, ["203.0.113.9"], "192.0.2.1"),
        (1, [], "192.0.2.1"),
        (1, ["198.51.100.7"], "198.51.100.7"),
        (1, ["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
        (2, ["203.0.113.9, 198.51.100.7, 10.0.0.2"], "198.51.100.7"),
        (2, ["10.0.0.2"], "192.0.2.1"),
    ],
)
def test_the_address_counted_is_the_one_the_last_trusted_web_server_saw(counted, proxies, forwarded, address):
    assert counted(proxies, forwarded) == {address}
