"""Certificates for the mail servers of the tests."""

import pytest
from outbox.post_office import Authority


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="session")
def certificate(authority):
    """The certificate of this machine, by its address and its name."""
    return authority.issues("127.0.0.1", "localhost")


@pytest.fixture
def trusted(authority, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
