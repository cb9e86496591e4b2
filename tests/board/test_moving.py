from datetime import timedelta

from factories import NOON, by_place, make_contact, make_contacts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from infoview.board.actions import advance, move
from infoview.db import db, transaction
from infoview.models import Change, Contact, Stage
from infoview.safekeeping.actions import undo


def put(contact, *, to, before=None, at=NOON):
    with transaction() as batch:
        before = db.get_row(Contact, before.id) if before else None
        move(db.get_row(Contact, contact.id), to=to, before=before, at=at)
    return batch.id


def names(stage):
    return [contact.full_name for contact in by_place(stage)]


def test_a_card_keeps_the_place_between_two_others(owner):
    ada, mary, joan = make_contacts("Ada", "Mary", "Joan", stage=Stage.MET)

    put(joan, to=Stage.MET, before=mary)

    assert names(Stage.MET) == ["Ada", "Joan", "Mary"]


def test_a_new_place_in_the_same_stage_leaves_no_history(owner):
    ada, mary = make_contacts("Ada", "Mary", stage=Stage.MET)

    put(mary, to=Stage.MET, before=ada)

    assert names(Stage.MET) == ["Mary", "Ada"]
    assert len(db.get_row(Contact, mary.id).stage_changes) == 1


def test_a_neighbour_that_has_left_means_the_end(owner):
    ada, mary = make_contacts("Ada", "Mary", stage=Stage.MET)
    joan = make_contact("Joan", stage=Stage.REQUESTED)

    put(ada, to=Stage.MET, before=joan)

    assert names(Stage.MET) == ["Mary", "Ada"]


def test_dropping_a_card_on_itself_changes_nothing(owner):
    ada, mary = make_contacts("Ada", "Mary", stage=Stage.MET)

    put(ada, to=Stage.MET, before=ada)

    assert names(Stage.MET) == ["Ada", "Mary"]


def test_a_used_up_gap_is_respread_without_losing_the_order(owner):
    first, second, *rest = make_contacts("A", "B", *"CDEFGHIJKLMNOPQRSTUVWXYZ", stage=Stage.MET)

    for card in rest:
        put(card, to=Stage.MET, before=second)

    assert names(Stage.MET) == ["A", *"CDEFGHIJKLMNOPQRSTUVWXYZ", "B"]


def test_cards_put_first_beside_the_trash_find_a_place(owner):
    trash, last = make_contacts("Trash", "Last", stage=Stage.MET)
    with transaction():
        db.get_row(Contact, trash.id).deleted_at = NOON
    names_first = [f"Person {n:02}" for n in range(30)]
    people = make_contacts(*names_first)

    for person in people:
        with transaction():
            advance(db.get_row(Contact, person.id), to=Stage.MET, at=NOON)

    assert names(Stage.MET) == [*reversed(names_first), "Last"]


def test_respreading_a_stage_is_nothing_to_undo(owner):
    first, second, *rest = make_contacts("A", "B", *"CDEFGHIJKLMNOPQRSTUVWXYZ", stage=Stage.MET)

    batches = [put(card, to=Stage.MET, before=second) for card in rest]

    for batch in batches:
        changed = db.session.scalars(select(Change.row_id).where(Change.batch == batch)).all()
        assert len(changed) <= 1


def test_an_act_moves_a_card_forward_to_the_top_but_never_back(owner):
    make_contact("Mary", stage=Stage.REQUESTED)
    ada = make_contact("Ada")

    with transaction():
        advance(db.get_row(Contact, ada.id), to=Stage.REQUESTED, at=NOON)
        advance(db.get_row(Contact, ada.id), to=Stage.IDENTIFIED, at=NOON)

    assert names(Stage.REQUESTED) == ["Ada", "Mary"]


def test_moving_a_closed_contact_opens_it_again(owner):
    ada = make_contact("Ada", stage=Stage.REQUESTED, closed_at=NOON)

    put(ada, to=Stage.MET)

    assert db.get_row(Contact, ada.id).is_on_board


def test_undoing_a_move_puts_the_card_back_to_its_place_and_appends_to_the_history(owner):
    ada, mary, joan = make_contacts("Ada", "Mary", "Joan", stage=Stage.MET)
    batch = put(mary, to=Stage.THANKED)

    with transaction():
        undo(batch, at=NOON + timedelta(minutes=1))

    assert names(Stage.MET) == ["Ada", "Mary", "Joan"]
    stages = [(c.from_stage, c.to_stage) for c in db.get_row(Contact, mary.id).stage_changes]
    assert stages == [(None, Stage.MET), (Stage.MET, Stage.THANKED), (Stage.THANKED, Stage.MET)]


def test_undoing_a_move_finds_a_place_near_when_its_own_is_taken(owner):
    ada, mary = make_contacts("Ada", "Mary", stage=Stage.MET)
    place = db.get_row(Contact, mary.id).position
    batch = put(mary, to=Stage.THANKED)
    joan = make_contact("Joan")
    with transaction():
        db.get_row(Contact, joan.id).stage = Stage.MET
        db.get_row(Contact, joan.id).position = place

    with transaction():
        undo(batch, at=NOON)

    assert names(Stage.MET) == ["Ada", "Mary", "Joan"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 4), st.sampled_from(Stage), st.integers(0, 5)), max_size=12))
def test_places_stay_unique_and_history_matches_whatever_is_moved(owner, moves):
    cards = make_contacts("A", "B", "C", "D", "E", stage=Stage.IDENTIFIED)

    for which, to, neighbour in moves:
        put(cards[which], to=to, before=cards[neighbour] if neighbour < len(cards) else None)

    for card in cards:
        stored = db.get_row(Contact, card.id)
        assert stored.stage_changes[-1].to_stage is stored.stage
    places = [(c.stage, c.position) for stage in Stage for c in by_place(stage)]
    assert len(set(places)) == len(places)


def test_a_card_put_in_front_of_itself_stays_in_its_stage_and_goes_to_the_end_of_another(owner):
    ada, mary, joan = make_contacts("Ada", "Mary", "Joan", stage=Stage.MET)
    put(ada, to=Stage.MET, before=ada)
    assert names(Stage.MET) == ["Ada", "Mary", "Joan"]

    (nell,) = make_contacts("Nell", stage=Stage.THANKED)
    put(ada, to=Stage.THANKED, before=ada)
    assert names(Stage.THANKED) == ["Nell", "Ada"]

    put(mary, to=None)
    put(mary, to=Stage.THANKED, before=mary)
    assert names(Stage.THANKED) == ["Nell", "Ada", "Mary"]
