"""Setting the scene for pages of careers."""

import pytest

from infoview.db import as_owner


@pytest.fixture
def as_vera(app, account):
    """Does something as Vera, outside any request of hers, and returns what came of it."""

    def at_work(act):
        with app.app_context(), as_owner(account):
            return act()

    return at_work
