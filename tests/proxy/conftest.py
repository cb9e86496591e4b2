"""infoview behind a real nginx, at the root of a host name and under a path."""

import pytest
from proxy.hosted import FIRST, behind_nginx


@pytest.fixture(scope="session", params=["", "/infoview"], ids=["at the root", "under a path"])
def hosted(request, tmp_path_factory):
    """A fresh instance behind nginx."""
    with behind_nginx(tmp_path_factory.mktemp("hosted"), request.param) as instance:
        yield instance


@pytest.fixture(scope="session")
def ids(hosted):
    """The ids of what Vera's account holds: rows of every kind."""
    return hosted.fill()


@pytest.fixture(scope="session")
def vera(hosted, ids):
    """Vera's browser, signed in through the web server."""
    visitor = hosted.visitor()
    answer = visitor.post("/sign-in", {"email": FIRST["email"], "password": FIRST["password"]})
    assert answer.status == 303
    return visitor
