import pytest
from factories import NOON, make_contact
from sqlalchemy import func, select, text, update

from infoview.bulk import bulk_insert
from infoview.db import as_owner, db, describe, transaction
from infoview.errors import AlreadyDone, NotThere, Refused
from infoview.models import Career, Change, Contact, Note, Stage
from infoview.safekeeping.actions import undo


@pytest.fixture
def theirs(app, other_account):
    """A contact of Otto's."""
    with app.app_context(), as_owner(other_account):
        return make_contact("Otto's friend", stage=Stage.MET).id


def test_another_accounts_contact_is_not_there(theirs, owner):
    make_contact("Ada Byron")

    assert [c.full_name for c in db.session.scalars(select(Contact))] == ["Ada Byron"]
    assert db.session.scalar(select(func.count(Contact.id))) == 1
    with pytest.raises(NotThere):
        db.get_row(Contact, theirs)


def test_another_accounts_contact_cannot_be_named_as_referrer(theirs, owner):
    with pytest.raises(NotThere):
        make_contact("Ada Byron", referred_by_id=theirs)

    assert db.session.scalar(select(func.count(Contact.id))) == 0


def test_many_rows_cannot_be_hung_on_another_accounts_contact(theirs, owner):
    with pytest.raises(NotThere), transaction():
        bulk_insert(Note, [{"contact_id": theirs, "day": NOON.date(), "body": "mine", "created_at": NOON}])


def test_a_bulk_update_reaches_the_owners_rows_only(app, theirs, owner, other_account):
    make_contact("Ada Byron")

    with transaction():
        db.session.execute(update(Contact).values(title="changed"))

    with as_owner(other_account):
        assert db.get_row(Contact, theirs).title == ""


@pytest.mark.parametrize(
    "statement", [text("SELECT * FROM contacts"), select(Contact.__table__), select(Contact).from_statement(text("x"))]
)
def test_statements_that_cannot_be_limited_are_refused(owner, statement):
    with pytest.raises(AssertionError, match="ORM statements only"):
        db.session.execute(statement)


def test_without_an_owner_contacts_cannot_be_touched(app):
    with app.app_context(), pytest.raises(AssertionError, match="no owner"):
        db.session.execute(select(Contact))


def test_a_deleted_row_is_not_there(owner):
    ada = make_contact("Ada Byron")

    with transaction():
        db.get_row(Contact, ada.id).deleted_at = NOON

    assert db.session.scalar(select(func.count(Contact.id))) == 0


def test_changes_outside_a_transaction_are_refused(owner):
    db.session.add(Career(name="Law", folded="law", created_at=NOON))

    with pytest.raises(AssertionError, match="outside transaction"):
        db.session.flush()


def test_a_form_sent_twice_acts_once(owner):
    with transaction(once="abc") as batch:
        db.session.add(Career(name="Law", folded="law", created_at=NOON))
        batch.answer = "/careers/1"

    with pytest.raises(AlreadyDone) as again, transaction(once="abc"):
        raise AssertionError("must not run")

    assert again.value.location == "/careers/1"


def test_an_edit_is_remembered_and_undone(owner):
    ada = make_contact("Ada Byron", title="analyst")
    with transaction() as batch:
        describe("edit")
        db.get_row(Contact, ada.id).title = "engineer"

    with transaction():
        undo(batch.id, at=NOON)

    assert db.get_row(Contact, ada.id).title == "analyst"
    acts = db.session.execute(select(Change.act, Change.before, Change.after).order_by(Change.id)).all()
    assert [tuple(act) for act in acts[-2:]] == [
        ("edit", {"title": "analyst"}, {"title": "engineer"}),
        ("undo", {"title": "engineer"}, {"title": "analyst"}),
    ]


def test_undo_refuses_when_something_changed_since(owner):
    ada = make_contact("Ada Byron")
    with transaction() as batch:
        db.get_row(Contact, ada.id).title = "engineer"
    with transaction():
        db.get_row(Contact, ada.id).title = "director"

    with pytest.raises(Refused, match="Ada Byron"), transaction():
        undo(batch.id, at=NOON)


def test_undo_works_once(owner):
    with transaction() as batch:
        db.session.add(Career(name="Law", folded="law", created_at=NOON))
    with transaction():
        undo(batch.id, at=NOON)

    with pytest.raises(Refused, match="already"), transaction():
        undo(batch.id, at=NOON)
