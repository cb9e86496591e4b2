from datetime import timedelta

import pytest
from factories import NOON, make_contact
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from infoview.db import db, transaction
from infoview.models import Contact, Organization, Stage
from infoview.models.contact import ClosedReason
from infoview.people import listing, queries
from infoview.people.actions import add_contact, close, edit_contact, pause
from infoview.people.listing import Filters
from infoview.people.notes.actions import add_note


def add(name, **facts):
    with transaction():
        return add_contact(full_name=name, **{"at": NOON, **facts})


def found(q="", **filters):
    return [row.name for row in listing.page(Filters(q=q, **filters), now=NOON).rows]


@pytest.fixture
def people(owner):
    add("Émilie du Châtelet", title="Professor of physics", organization="Université d’Exemple", tags=["Paris"])
    ada = add("Ada Byron", title="Analyst", organization="Babbage & Co", stage=Stage.IDENTIFIED, career="Data")
    with transaction():
        add_note(db.get_row(Contact, ada.id), body="Likes looms; said “punch cards”.", day=NOON.date(), at=NOON)


@pytest.mark.parametrize("q", ["emilie", "ÉMILIE", "chat", "physics", "universite", "exemple paris", "d’exemple"])
def test_people_are_found_by_any_text_without_accents_or_case(people, q):
    assert found(q) == ["Émilie du Châtelet"]


@pytest.mark.parametrize("q", ["lukasz", "ŁUKASZ", "soeren", "Sœren", "strasse", "straße"])
def test_letters_that_are_no_accents_are_found_by_their_plain_ones(owner, q):
    add("Sœren Łukaszewicz", organization="Straße Nord")

    assert found(q) == ["Sœren Łukaszewicz"]


@pytest.mark.parametrize("q", ["punch", '"punch"', "loo", "babbage & co", "byron ada", "ana*"])
def test_notes_and_odd_signs_are_found_too(people, q):
    assert found(q) == ["Ada Byron"]


@pytest.mark.parametrize("q", ["zzz", "ada NOT byron", "NEAR(ada byron)", "name:zzz", "ada OR"])
def test_no_word_is_an_operator(people, q):
    assert found(q) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=40) | st.text(alphabet="\"*()^:+-{}[]'\\ANDORTNE ", max_size=30))
def test_nothing_that_can_be_typed_breaks_the_search(owner, q):
    listing.page(Filters(q=q), now=NOON)


def test_an_edit_is_found_at_once(people):
    with transaction():
        edit_contact(db.session.query(Contact).filter_by(full_name="Ada Byron").one(), title="Poet", at=NOON)

    assert found("poet") == ["Ada Byron"]
    assert found("analyst") == []


def test_filters_by_stage_tell_the_resting_from_the_others(owner):
    add("On board", stage=Stage.MET)
    add("Off board")
    for name, rest in (("Paused", "pause"), ("Closed", "close")):
        contact = add(name, stage=Stage.MET)
        with transaction():
            row = db.get_row(Contact, contact.id)
            if rest == "pause":
                pause(row, until=NOON.date() + timedelta(days=9), today=NOON.date(), at=NOON)
            else:
                close(row, reason=ClosedReason.NO_REPLY, at=NOON)

    assert found(stage="met") == ["On board"]
    assert found(stage="none") == ["Off board"]
    assert found(stage="paused") == ["Paused"]
    assert found(stage="closed") == ["Closed"]
    assert len(found()) == 4


def test_career_tag_and_organization_limit_the_list(people):
    [data], [paris] = queries.careers_and_tags()
    babbage = db.session.query(Organization).filter_by(folded="babbage & co").one()

    assert found(career=data.id) == found(organization=babbage.id) == ["Ada Byron"]
    assert found(tag=paris.id) == ["Émilie du Châtelet"]


def test_the_order_can_be_chosen(owner):
    add("Mary Somerville", organization="Alpha", at=NOON)
    add("Ada Byron", at=NOON + timedelta(days=1))
    add("Joan Clarke", organization="Beta", at=NOON + timedelta(days=2))
    with transaction():
        edit_contact(db.session.query(Contact).filter_by(full_name="Ada Byron").one(), place="London", at=NOON)

    assert found() == ["Ada Byron", "Joan Clarke", "Mary Somerville"]
    assert found(sort="newest") == ["Joan Clarke", "Ada Byron", "Mary Somerville"]
    assert found(sort="organization") == ["Mary Somerville", "Joan Clarke", "Ada Byron"]
    assert found(sort="changed")[0] == "Ada Byron"


def test_pages_hold_forty_and_never_run_out(owner):
    for number in range(43):
        make_contact(f"Person {number:02}")

    first, last = (listing.page(Filters(page=page), now=NOON) for page in (1, 9))

    assert (len(first.rows), first.next, first.back) == (40, 2, None)
    assert (len(last.rows), last.next, last.back, last.words) == (3, None, 1, "41–43 of 43")


@pytest.mark.parametrize("filters", [{}, {"q": "person"}, {"sort": "changed"}])
def test_more_people_do_not_mean_more_queries(owner, filters):
    counted = []
    for number in range(5):
        make_contact(f"Person {number}", stage=Stage.MET)
    counted.append(queries_of(lambda: listing.page(Filters(**filters), now=NOON)))
    for number in range(55):
        make_contact(f"Person {number + 5}", stage=Stage.MET)
    counted.append(queries_of(lambda: listing.page(Filters(**filters), now=NOON)))

    assert counted[0] == counted[1] <= 7


def queries_of(work):
    statements = []

    def note(_connection, _cursor, statement, *_):
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    work()
    event.remove(db.engine, "before_cursor_execute", note)
    return len(statements)
