from datetime import timedelta

import pytest
from factories import NOON, make_contact
from sqlalchemy import select

from infoview import naming
from infoview.board.actions import move
from infoview.db import db, transaction
from infoview.errors import Refused
from infoview.logbook.actions import log_answer
from infoview.models import Career, Contact, Message, Stage
from infoview.models.contact import FoundBy
from infoview.models.message import Answer, Channel
from infoview.people import namesakes
from infoview.people.actions import add_contact, edit_contact
from infoview.safekeeping.actions import undo

LATER = NOON + timedelta(days=3)


def did(act, *args, **facts):
    """Run one act by itself; return its batch."""
    with transaction() as batch:
        act(*[db.get_row(type(arg), arg.id) if hasattr(arg, "id") else arg for arg in args], **facts)
    return batch.id


def undone(batch):
    with transaction():
        undo(batch, at=LATER)


def career(name):
    with transaction():
        return naming.add(Career, name, at=NOON, taken="taken")


def test_a_name_put_back_is_found_and_sorted_as_before(owner):
    ada = make_contact("Ada Byron")
    undone(did(edit_contact, ada, full_name="Augusta King", at=NOON))

    assert db.get_row(Contact, ada.id).sort_name == "byron ada byron"
    assert namesakes.find("Ada Byron", field="x") == ada.id


def test_a_form_that_is_open_while_a_move_is_undone_stays_good_but_not_one_while_an_edit_is(owner):
    ada = make_contact("Ada Byron", stage=Stage.IDENTIFIED)
    undone(did(move, ada, to=Stage.MET, before=None, at=NOON))
    assert db.get_row(Contact, ada.id).version == 1

    undone(did(edit_contact, ada, title="Analyst", at=NOON))
    assert db.get_row(Contact, ada.id).version == 3


def test_a_career_renamed_and_put_back_is_found_by_its_old_name(owner):
    law = career("Law")
    undone(did(naming.edit, law, name="Justice", notes="", version=1, taken="taken"))

    found = naming.find(Career, "law")
    assert found is not None and found.id == law.id


def test_a_deletion_is_not_undone_over_another_of_that_name(owner):
    batch = did(naming.delete, career("Law"), at=NOON)
    again = career("Law")

    with pytest.raises(Refused, match="Law"):
        undone(batch)

    assert list(db.session.scalars(select(Career.id))) == [again.id]


def test_a_tag_that_is_there_again_is_not_put_back_twice(owner):
    ada = make_contact("Ada Byron")
    did(edit_contact, ada, tags=["lisbon"], at=NOON)
    batch = did(edit_contact, ada, tags=[], at=NOON)
    did(edit_contact, ada, tags=["lisbon"], at=NOON)

    with pytest.raises(Refused, match="changed since"):
        undone(batch)


def test_an_act_that_changed_a_fact_in_two_steps_is_undone_as_one(owner):
    ada = make_contact("Ada Byron", found_by=FoundBy.WEB)
    undone(did(edit_contact, ada, found_by=None, referred_by="Mary Somerville", at=NOON))

    ada = db.get_row(Contact, ada.id)
    assert (ada.found_by, ada.referred_by_id) == (FoundBy.WEB, None)


def test_a_fact_that_names_something_in_the_trash_is_put_back(owner):
    law = career("Law")
    ada = make_contact("Ada Byron", career_id=law.id)
    batch = did(edit_contact, ada, career="Design", at=NOON)
    did(naming.delete, law, at=NOON)
    undone(batch)

    assert db.get_row(Contact, ada.id).career_id == law.id


def test_a_move_put_back_counts_from_when_the_card_first_came(owner):
    ada = make_contact("Ada Byron", stage=Stage.MET)
    undone(did(move, ada, to=Stage.THANKED, before=None, at=LATER))

    ada = db.get_row(Contact, ada.id)
    assert (ada.stage, ada.stage_at) == (Stage.MET, NOON)


def test_what_was_added_and_changed_since_is_not_taken_away(owner):
    batch = did(add_contact, full_name="Ada Byron", at=NOON)
    ada = db.session.scalars(select(Contact)).one()
    did(edit_contact, ada, title="Analyst", at=NOON)

    with pytest.raises(Refused, match="Ada Byron"):
        undone(batch)

    assert db.get_row(Contact, ada.id).deleted_at is None


def test_an_answer_taken_back_still_says_what_it_was(owner):
    ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
    facts = {"answer": Answer.YES, "channel": Channel.EMAIL, "day": NOON.date(), "zone": "UTC", "at": NOON}
    undone(did(log_answer, ada, **facts))

    message = db.session.scalars(select(Message)).one()
    assert (message.answer, message.withdrawn_at) == (Answer.YES, LATER)


def test_an_undo_can_be_undone(owner):
    ada = make_contact("Ada Byron", title="Analyst")
    batch = did(edit_contact, ada, title="Engineer", at=NOON)
    with transaction() as back:
        undo(batch, at=LATER)
    undone(back.id)

    assert db.get_row(Contact, ada.id).title == "Engineer"


def test_an_undo_refused_by_a_name_taken_since_is_said_on_the_page(client, account, app):
    client.post("/careers", {"name": "Law"})
    page = client.get(client.post("/careers/1/delete").location).text
    batch = page.split('action="/changes/')[1].split("/undo")[0]
    client.post("/careers", {"name": "law"})

    assert client.post(f"/changes/{batch}/undo").status_code == 409
