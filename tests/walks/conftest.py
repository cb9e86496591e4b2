"""For the tests that walk the whole app: two accounts full of rows, what their pages show, and the way back."""

import shutil
from contextlib import closing

import pytest
from every_page import fill_every_table
from made_once import made_once
from walking import SECRET, VERAS, fill_and_look_around, walk
from whole_database import Keeper, opened

from infoview import clock
from infoview.db import as_owner
from infoview.sqlite import driver

NOT_MAPPED = {"width": 4, "columns": None}


@pytest.fixture(scope="session")
def looked_around(one_app, prepared, folder, tmp_path_factory):
    """Where the database of Vera and Otto is kept, both with rows of every kind, and what they were shown."""

    def look(kept):
        shutil.copy(prepared / "infoview.sqlite", folder)
        fill_and_look_around(one_app, ("vera@example.org", "otto@example.org"), kept)

    return made_once(tmp_path_factory, "looked-around", look)


@pytest.fixture
def filled(app, looked_around):
    """The app on that database."""
    with closing(driver.connect(looked_around / "infoview.sqlite")) as kept, opened(app) as database:
        kept.backup(database)
    return looked_around


@pytest.fixture
def vera(app, filled):
    """Vera with rows of every kind, looking around."""
    return walk(app, "vera@example.org", filled)


@pytest.fixture
def otto(app, filled):
    """Otto with rows of every kind, looking around."""
    return walk(app, "otto@example.org", filled)


@pytest.fixture
def secrets_of_vera(app, filled, account):
    """The ids of rows of Vera's, one in every table and all with one number, each text of them a secret."""
    with app.app_context(), as_owner(account):
        return fill_every_table(account, row_id=VERAS, text=SECRET, mapping=NOT_MAPPED, created_at=clock.now())


@pytest.fixture
def keeper(app):
    """Puts the database back to how it is now; asked for last."""
    return Keeper(app)
