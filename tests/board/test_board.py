import pytest
from factories import NOON, make_contact, make_contacts
from sqlalchemy import event

from infoview.board import queries
from infoview.board.forms import Filters
from infoview.db import as_owner, db, transaction
from infoview.models import Career, Contact, ContactTag, Organization, Stage, Tag


@pytest.fixture
def vera(app, account):
    """Vera at work, for setting a scene before a page is fetched."""

    def at_work():
        return as_owner(account)

    with app.app_context():
        yield at_work


def test_the_board_shows_five_columns_with_their_cards(client, vera):
    with vera():
        with transaction():
            babbage = Organization(name="Babbage & Co", folded="babbage & co", created_at=NOON)
            data = Career(name="Data analysis", folded="data analysis", created_at=NOON)
            db.session.add_all([babbage, data])
        mary = make_contact("Mary Somerville")
        make_contact(
            "Ada Byron",
            title="Analyst",
            organization_id=babbage.id,
            career_id=data.id,
            referred_by_id=mary.id,
            stage=Stage.IDENTIFIED,
        )

    page = client.get("/board").text

    for words in ("Analyst · Babbage &amp; Co", "Data analysis · via Mary Somerville", "Write request", "In touch"):
        assert words in page


def test_paused_and_closed_contacts_are_not_on_the_board(owner):
    make_contact("Ada", stage=Stage.MET)
    make_contact("Mary", stage=Stage.MET)
    with transaction():
        for contact in db.session.query(Contact).filter(Contact.full_name == "Mary"):
            contact.closed_at = NOON

    met = queries.columns(Filters(), now=NOON)[2]

    assert ([card.name for card in met.cards], met.count) == (["Ada"], 1)


def test_a_column_sends_its_first_screen_and_then_the_rest(owner):
    names = [f"Person {n:03}" for n in range(100)]
    make_contacts(*names, stage=Stage.MET)

    first = queries.columns(Filters(), now=NOON)[2]
    second = queries.column(Stage.MET, Filters(), after=first.after, now=NOON)
    third = queries.column(Stage.MET, Filters(), after=second.after, now=NOON)

    assert [card.name for column in (first, second, third) for card in column.cards] == names
    assert (first.count, first.next_id, third.after) == (100, second.cards[0].id, None)


def test_the_board_can_be_limited_to_a_career_a_tag_and_words(client, vera):
    with vera():
        with transaction():
            law, tag = Career(name="Law", folded="law", created_at=NOON), Tag(name="Lisbon", folded="lisbon")
            db.session.add_all([law, tag])
        ada = make_contact("Ada Byron", stage=Stage.MET, career_id=law.id)
        make_contact("Émilie Dupont", stage=Stage.MET)
        with transaction():
            db.session.add(ContactTag(contact_id=ada.id, tag_id=tag.id))

    for address, seen in (
        (f"/board?career={law.id}", "Ada Byron"),
        (f"/board?tag={tag.id}", "Ada Byron"),
        ("/board?q=emil", "Émilie Dupont"),
        ("/board?q=ada+%22(*", "Ada Byron"),
    ):
        assert seen in client.get(address).text
    assert "Émilie Dupont" not in client.get(f"/board?career={law.id}").text
    assert "Ada Byron" not in client.get("/board?q=dupont").text


def test_more_cards_do_not_mean_more_queries(app, client, vera):
    counts = []
    for number in (50, 60):  # below one screen a column needs no counting
        with vera():
            for stage in Stage:
                make_contacts(*(f"Person {n}" for n in range(number)), stage=stage)
        counts.append(_statements(app, lambda: client.get("/board")))

    assert counts[0] == counts[1] <= 8


def test_a_move_answers_with_the_card_and_the_counts_not_with_the_board(client, vera):
    with vera():
        ada, mary = make_contacts("Ada Byron", "Mary Somerville", stage=Stage.MET)

    answer = client.post(f"/contacts/{mary.id}/stage", {"stage": "thanked", "before": ""}, partial=True)

    assert answer.status_code == 200
    assert f'hx-target="#card-{mary.id}"' in answer.text
    assert "Mary Somerville is now in Thanked." in answer.text
    assert "Ada Byron" not in answer.text


def test_a_move_without_javascript_comes_back_to_the_board_with_undo(client, vera):
    with vera():
        ada = make_contact("Ada Byron", stage=Stage.MET)

    answer = client.post(f"/contacts/{ada.id}/stage", {"stage": "thanked", "before": ""})
    page = client.get(answer.location)

    assert answer.status_code == 303
    assert "Ada Byron is now in Thanked." in page.text
    assert "/undo" in page.text


def test_the_first_card_of_the_rest_can_be_named_as_neighbour(client, vera):
    with vera():
        cards = make_contacts(*(f"Person {n:03}" for n in range(50)), stage=Stage.MET)
        ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
        first = queries.columns(Filters(), now=NOON)[2]

    client.post(f"/contacts/{ada.id}/stage", {"stage": "met", "before": first.next_id}, partial=True)

    with vera():
        names = [card.name for card in queries.columns(Filters(), now=NOON)[2].cards]
        rest = queries.column(Stage.MET, Filters(), after=first.after, now=NOON)
    assert names[-1] == "Person 039"
    assert [card.name for card in rest.cards][:2] == ["Ada Byron", "Person 040"]
    assert len(cards) == 50


@pytest.mark.parametrize(
    ("stage", "before", "status"),
    [("nowhere", "", 422), ("met", "999999", 404), ("met", "9" * 30, 404), ("met", "x", 404), ("met", "-1", 404)],
)
def test_a_move_to_nowhere_changes_nothing(client, vera, stage, before, status):
    with vera():
        ada = make_contact("Ada Byron", stage=Stage.IDENTIFIED)

    answer = client.post(f"/contacts/{ada.id}/stage", {"stage": stage, "before": before}, partial=True)

    assert answer.status_code == status
    with vera():
        assert db.get_row(Contact, ada.id).stage is Stage.IDENTIFIED


def test_another_accounts_card_is_not_there(other_client, client, vera):
    with vera():
        ada = make_contact("Ada Byron", stage=Stage.IDENTIFIED)

    assert other_client.post(f"/contacts/{ada.id}/stage", {"stage": "met"}).status_code == 404
    assert other_client.get(f"/contacts/{ada.id}/move").status_code == 404


def test_the_place_can_be_chosen_without_a_mouse(client, vera):
    with vera():
        ada, mary = make_contacts("Ada Byron", "Mary Somerville", stage=Stage.MET)

    page = client.get(f"/contacts/{mary.id}/move").text

    assert "Before Ada Byron" in page


def _statements(app, act):
    seen = []
    with app.app_context():
        engine = db.engine

    def count(_connection, _cursor, statement, *_more):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        assert act().status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return len(seen)


def test_the_page_that_moves_a_card_begins_a_call_too(client, vera):
    with vera():
        ada = make_contact("Ada", stage=Stage.REQUESTED).id

    assert f'formaction="/contacts/{ada}/now"' in client.get(f"/contacts/{ada}/move").text
    assert client.post(f"/contacts/{ada}/now", {"stage": "requested", "before": ""}).location.endswith("/live")
