"""A post office that is trusted, and nothing left of what an earlier test saw."""

import pytest
from outbox.post_office import Authority

from infoview.reminders import watch


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="session")
def certificate(authority):
    return authority.issues("127.0.0.1", "localhost", days=400)


@pytest.fixture
def trusted(authority, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))


@pytest.fixture(autouse=True)
def _nothing_seen():
    yield
    watch.forget()
