"""What tests of the etiquette check ask for."""

from contextlib import contextmanager

import pytest

from infoview.db import as_owner, db


@pytest.fixture
def hers(app, account):
    """Vera's rows, outside any request of hers."""

    @contextmanager
    def at_work():
        with app.app_context(), as_owner(account):
            yield db.session

    return at_work
