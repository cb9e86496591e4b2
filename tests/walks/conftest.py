"""For the tests that walk the whole app: two accounts full of rows, what their pages show, and the way back."""

import pytest
from every_page import fill_every_table
from walking import SECRET, VERAS, walk
from whole_database import Keeper

from infoview import clock
from infoview.db import as_owner

NOT_MAPPED = {"width": 4, "columns": None}


@pytest.fixture
def vera(app, account, client):
    """Vera with rows of every kind, looking around."""
    return walk(app, account, client, "vera")


@pytest.fixture
def otto(app, other_account, other_client):
    """Otto with rows of every kind, looking around."""
    return walk(app, other_account, other_client, "otto")


@pytest.fixture
def secrets_of_vera(app, account):
    """The ids of rows of Vera's, one in every table and all with one number, each text of them a secret."""
    with app.app_context(), as_owner(account):
        return fill_every_table(account, row_id=VERAS, text=SECRET, mapping=NOT_MAPPED, created_at=clock.now())


@pytest.fixture
def keeper(app):
    """Puts the database back to how it is now; asked for last."""
    return Keeper(app)
