"""Accounts full of rows with browsers that look around: what the tests that walk the whole app start from."""

import pickle
from contextlib import closing
from dataclasses import dataclass, field

from every_page import LONG_CSV, make_everything
from forms_found import look_around
from whole_database import opened

from infoview import clock
from infoview.accounts import devices
from infoview.db import as_owner, db, transaction
from infoview.models import Account
from infoview.sqlite import driver

VERAS = 7_777  # the id of a row of Vera's in every table
OTTOS = 8_888  # and of a row of Otto's
NOBODYS = 7_775
SECRET = "Xanthippe"  # stands in every text of those rows


@dataclass
class Walk:
    """An account's browser, its rows, and what the app showed it."""

    app: object
    device: str
    ids: dict
    found: object = None
    cookies: dict = field(default_factory=dict)

    def __post_init__(self):
        client = self.app.test_client()
        client.set_cookie("infoview", self.device)
        self._token = client.token()
        self.cookies = {name: client.get_cookie(name).value for name in ("infoview", "infoview_form")}

    def browser(self):
        """Return a browser that is signed in, whatever became of the last one."""
        fresh = self.app.test_client()
        for name, value in self.cookies.items():
            fresh.set_cookie(name, value)
        fresh._token = self._token
        return fresh


def fill_and_look_around(app, emails, folder):
    """Fill these accounts, and keep in `folder` the database and what each was shown."""
    shown = {}
    for email in emails:
        with app.app_context():
            account = db.session.query(Account).filter_by(email=email).one()
            with transaction():
                device = devices.sign_in(account, address="127.0.0.1", browser="Firefox", at=clock.now())
            with as_owner(account):
                shown[email] = {"device": device, "ids": make_everything(account, file=LONG_CSV)}
    for one in shown.values():
        walk = Walk(app, **one)
        one["found"] = look_around(app, walk.browser(), walk.ids)
    with opened(app) as database, closing(driver.connect(folder / "infoview.sqlite")) as kept:
        database.backup(kept)
    with app.app_context():
        db.engine.dispose()  # the file it had open is not that of the next test
    (folder / "shown").write_bytes(pickle.dumps(shown))


def walk(app, email, folder):
    """Return how that account looked around; its rows must be in the database."""
    return Walk(app, **pickle.loads((folder / "shown").read_bytes())[email])
