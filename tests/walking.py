"""An account full of rows with a browser that looks around: what the tests that walk the whole app start from."""

from dataclasses import dataclass, field

from every_page import LONG_CSV, make_everything
from forms_found import look_around

from infoview.db import as_owner

VERAS = 7_777  # the id of a row of Vera's in every table
OTTOS = 8_888  # and of a row of Otto's
NOBODYS = 7_775
SECRET = "Xanthippe"  # stands in every text of those rows

_found = {}  # what pages show is the same in every test: their rows are


@dataclass
class Walk:
    """An account's browser, its rows, and what the app showed it."""

    app: object
    client: object
    ids: dict
    found: object
    cookies: dict = field(default_factory=dict)

    def __post_init__(self):
        self.cookies = {name: self.client.get_cookie(name).value for name in ("infoview", "infoview_form")}
        self._token = self.client.token()

    def browser(self):
        """Return a browser that is signed in, whatever became of the last one."""
        fresh = self.app.test_client()
        for name, value in self.cookies.items():
            fresh.set_cookie(name, value)
        fresh._token = self._token
        return fresh


def walk(app, account, client, name):
    """Fill an account and look at what it is shown."""
    with app.app_context(), as_owner(account):
        ids = make_everything(account, file=LONG_CSV)
    client.token()
    if name not in _found:
        _found[name] = look_around(app, client, ids)
    return Walk(app, client, ids, _found[name])
