"""What tests of messages ask for."""

from contextlib import contextmanager

import pytest
from factories import make_contact
from sqlalchemy import event, select
from sqlalchemy.orm import joinedload

from infoview.db import as_owner, db, transaction
from infoview.models import Account, EmailAddress, Stage
from infoview.models.contact import FoundBy


@pytest.fixture
def count_queries(app):
    """Counts the statements run inside a block."""

    @contextmanager
    def counting():
        statements = []

        def note(_connection, _cursor, statement, *_rest):
            if statement != "BEGIN":
                statements.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting


@pytest.fixture
def hers(app, account):
    """Vera's rows, outside any request of hers."""

    @contextmanager
    def at_work():
        with app.app_context(), as_owner(account):
            yield db.session

    return at_work


@pytest.fixture
def stored(hers):
    """What is stored now, of one kind."""

    def read(model):
        with hers() as session:
            return list(session.scalars(select(model).options(joinedload("*"))).unique())

    return read


@pytest.fixture
def contact(hers):
    """Makes contacts."""

    def make(name="Ada Byron", **facts):
        with hers():
            return make_contact(name, **facts)

    return make


@pytest.fixture
def ada(hers, contact, account):
    """A contact with an address, found by an article; Vera has said who she is."""
    found = contact(
        stage=Stage.IDENTIFIED,
        address_as="Ms. Byron",
        found_by=FoundBy.ARTICLE,
        found_text="your article on night trains",
    )
    with hers() as session, transaction():
        session.add(EmailAddress(contact_id=found.id, address="ada@example.org", folded="ada@example.org"))
        vera = session.get_one(Account, account.id)
        vera.background, vera.exploring = "a biology teacher", "design for hospitals"
    return found
