from datetime import date, timedelta

import pytest
from factories import NOON, by_place, make_contact, make_contacts

from infoview.db import db, transaction
from infoview.errors import Invalid
from infoview.models import Contact, Stage
from infoview.models.contact import ClosedReason
from infoview.people import actions
from infoview.safekeeping.actions import undo

TODAY = NOON.date()


def acted(verb, contact, **facts):
    with transaction() as batch:
        verb(db.get_row(Contact, contact.id), **facts)
    return batch.id


def test_a_closed_contact_leaves_the_board_and_keeps_its_stage(owner):
    ada = make_contact("Ada", stage=Stage.REQUESTED)

    acted(actions.close, ada, reason=ClosedReason.DECLINED, at=NOON)

    closed = db.get_row(Contact, ada.id)
    assert (closed.is_on_board, closed.stage) == (False, Stage.REQUESTED)


def test_a_pause_ends_on_a_day_to_come(owner):
    ada = make_contact("Ada", stage=Stage.MET)

    with pytest.raises(Invalid):
        acted(actions.pause, ada, until=TODAY, today=TODAY, at=NOON)
    acted(actions.pause, ada, until=TODAY + timedelta(days=1), today=TODAY, at=NOON)

    assert db.get_row(Contact, ada.id).paused_until == date(2026, 6, 16)


def test_a_reopened_contact_is_where_it_was(owner):
    ada, mary = make_contacts("Ada", "Mary", stage=Stage.MET)
    acted(actions.close, ada, reason=ClosedReason.OTHER, at=NOON)

    acted(actions.reopen, ada)

    assert [contact.full_name for contact in by_place(Stage.MET) if contact.is_on_board] == ["Ada", "Mary"]


def test_closing_a_paused_contact_ends_the_pause(owner):
    ada = make_contact("Ada", stage=Stage.MET)
    acted(actions.pause, ada, until=TODAY + timedelta(days=9), today=TODAY, at=NOON)

    acted(actions.close, ada, reason=ClosedReason.NOT_A_FIT, at=NOON)

    assert db.get_row(Contact, ada.id).paused_at is None


def test_a_deleted_contact_comes_back_with_undo(owner):
    ada = make_contact("Ada", stage=Stage.MET)
    batch = acted(actions.delete, ada, at=NOON)
    assert by_place(Stage.MET) == []

    with transaction():
        undo(batch, at=NOON)

    assert [contact.full_name for contact in by_place(Stage.MET)] == ["Ada"]


def test_many_are_put_on_the_board_in_one_act_and_taken_off_in_one(owner):
    people = [*make_contacts("Ada", "Mary"), make_contact("Joan", stage=Stage.MET)]
    there = make_contact("Rosa", stage=Stage.IDENTIFIED)

    with transaction() as batch:
        picked = [db.get_row(Contact, contact.id) for contact in [*people, there]]
        moved = actions.put_on_board(picked, to=Stage.IDENTIFIED, at=NOON)

    assert moved == 3
    assert [contact.full_name for contact in by_place(Stage.IDENTIFIED)] == ["Rosa", "Ada", "Mary", "Joan"]

    with transaction():
        undo(batch.id, at=NOON)

    assert [contact.full_name for contact in by_place(Stage.IDENTIFIED)] == ["Rosa"]
    assert [contact.full_name for contact in by_place(Stage.MET)] == ["Joan"]
