import re

import pytest
from factories import make_contact

from infoview.db import as_owner, db
from infoview.models import Contact, Stage
from infoview.people import queries


@pytest.fixture
def vera(app, account):
    """Vera at work, to set the scene and to look at what is stored."""
    return lambda: as_owner(account)


@pytest.fixture
def ada(app, vera):
    with app.app_context(), vera():
        return make_contact("Ada Byron", title="Analyst")


def person(app, vera, contact_id):
    with app.app_context(), vera():
        return queries.person(contact_id)


def value_of(page, name):
    return re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)[1]


def test_a_line_is_shown_as_it_was_understood(app, vera, client):
    with app.app_context(), vera():
        make_contact("Mary Somerville")

    page = client.get("/contacts/new?line=Joan Clarke, codebreaker at Bletchley %26 Co, via Mary&stage=met").text

    assert value_of(page, "full_name") == "Joan Clarke"
    assert value_of(page, "title") == "codebreaker"
    assert value_of(page, "organization") == "Bletchley &amp; Co"
    assert value_of(page, "referred_by") == "Mary Somerville"
    assert re.search(r'<input checked[^>]*value="met"', page)


def test_a_referrer_who_is_not_known_is_announced_and_added(app, vera, client):
    assert "Mary is not among your contacts yet" in client.get("/contacts/new?line=Joan, via Mary").text

    client.post("/contacts", {"full_name": "Joan", "referred_by": "Mary"})

    with app.app_context(), vera():
        assert {who.full_name for who in db.session.query(Contact)} == {"Joan", "Mary"}


def test_several_who_may_be_meant_are_named(app, vera, client):
    with app.app_context(), vera():
        for name in ("Mary Somerville", "Mary Anning"):
            make_contact(name)

    page = client.get("/contacts/new?line=Joan, via Mary").text

    assert "Mary Anning; Mary Somerville" in page


def test_a_contact_is_added_with_everything_at_once(app, vera, client):
    answer = client.post(
        "/contacts",
        {
            "full_name": "Joan Clarke",
            "organization": "Bletchley",
            "career": "Cryptography",
            "emails": ["joan@example.org", "", "clarke@example.org"],
            "links": ["example.org/joan"],
            "tags": "warm, Lisbon",
            "ease": "4",
            "warmth": "warm",
            "stage": "identified",
        },
    )

    joan = person(app, vera, int(answer.location.rsplit("/", 1)[1]))
    assert (joan.contact.stage, joan.contact.ease, joan.organization.name) == (Stage.IDENTIFIED, 4, "Bletchley")
    assert (joan.emails, joan.links) == (["joan@example.org", "clarke@example.org"], ["https://example.org/joan"])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"full_name": ""}, "Give the contact a name."),
        ({"emails": ["joan@"]}, "does not look like an e-mail address"),
        ({"links": ["javascript:alert(1)"]}, "is not the address of a web page"),
        ({"title": "x" * 300}, "This is too long"),
        ({"emails": ["x" * 600]}, "This is too long"),
        ({"phones": [str(n) for n in range(30)]}, "This is too many"),
        ({"ease": "9"}, "Not a valid choice"),
        ({"found_by": "nonsense"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(app, vera, client, typed, words):
    answer = client.post("/contacts", {"full_name": "Joan", "place": "Bletchley Park", **typed})

    assert answer.status_code == 422
    assert words in answer.text
    assert "Bletchley Park" in answer.text
    with app.app_context(), vera():
        assert db.session.query(Contact).count() == 0


@pytest.mark.parametrize(
    "again", [{"emails": ["ADA@example.org"]}, {"full_name": "ada byron", "organization": "babbage"}]
)
def test_somebody_who_is_perhaps_there_is_pointed_out_and_can_be_added_anyway(app, vera, client, again):
    client.post("/contacts", {"full_name": "Ada Byron", "organization": "Babbage", "emails": ["ada@example.org"]})
    typed = {"full_name": "A. Byron", **again}

    answer = client.post("/contacts", typed)

    assert answer.status_code == 422
    assert "Perhaps you have them already" in answer.text
    assert client.post("/contacts", {**typed, "anyway": "1"}).status_code == 303


def test_a_stale_edit_shows_both_texts_and_saves_the_second_time(app, vera, ada, client):
    client.post(f"/contacts/{ada.id}/edit", {"full_name": "Ada Byron", "title": "Poet", "version": "1"})
    typed = {"full_name": "Ada Byron", "title": "Countess", "version": "1"}

    answer = client.post(f"/contacts/{ada.id}/edit", typed)

    assert answer.status_code == 409
    assert "Countess" in answer.text and "<q>Poet</q>" in answer.text
    again = client.post(f"/contacts/{ada.id}/edit", {**typed, "version": value_of(answer.text, "version")})
    assert again.status_code == 303
    assert person(app, vera, ada.id).contact.title == "Countess"


def test_moving_a_card_makes_no_edit_stale(ada, client):
    client.post(f"/contacts/{ada.id}/stage", {"stage": "met"})

    typed = {"full_name": "Ada Byron", "title": "Poet", "version": "1"}
    assert client.post(f"/contacts/{ada.id}/edit", typed).status_code == 303


@pytest.mark.parametrize("name", ["name", "title", "organization", "emails", "career", "referrer", "found", "tags"])
def test_every_fact_has_a_page_of_its_own(ada, client, name):
    assert client.get(f"/contacts/{ada.id}/facts/{name}").status_code == 200


def test_there_is_no_page_for_a_fact_there_is_not(ada, client):
    assert client.get(f"/contacts/{ada.id}/facts/owner_id").status_code == 404


def test_one_fact_is_changed_and_the_others_stay(app, vera, ada, client):
    seen = value_of(client.get(f"/contacts/{ada.id}/facts/organization").text, "seen")

    client.post(f"/contacts/{ada.id}/facts/organization", {"organization": "Babbage", "seen": seen, "title": "x"})

    stored = person(app, vera, ada.id)
    assert (stored.organization.name, stored.contact.title) == ("Babbage", "Analyst")


def test_two_facts_changed_in_two_windows_do_not_get_in_each_others_way(ada, client):
    seen = {name: value_of(client.get(f"/contacts/{ada.id}/facts/{name}").text, "seen") for name in ("title", "place")}

    for name in seen:
        typed = {name: "New", "seen": seen[name]}
        assert client.post(f"/contacts/{ada.id}/facts/{name}", typed).status_code == 303


def test_one_fact_changed_in_two_windows_shows_both(ada, client):
    seen = value_of(client.get(f"/contacts/{ada.id}/facts/title").text, "seen")
    client.post(f"/contacts/{ada.id}/facts/title", {"title": "Poet", "seen": seen})

    answer = client.post(f"/contacts/{ada.id}/facts/title", {"title": "Countess", "seen": seen})

    assert answer.status_code == 409
    assert "Countess" in answer.text and "<q>Poet</q>" in answer.text


def test_a_fact_changed_in_place_answers_with_what_it_shows_in(ada, client):
    seen = value_of(client.get(f"/contacts/{ada.id}/facts/title").text, "seen")

    answer = client.post(f"/contacts/{ada.id}/facts/title", {"title": "Poet", "seen": seen}, partial=True)

    assert answer.status_code == 200
    for region in ("#fact-title", "#contact-head", "#timeline-page", "#facts-missing"):
        assert f'hx-target="{region}"' in answer.text
    assert "Analyst → Poet" in answer.text


def test_names_are_offered_while_typing(app, vera, ada, client):
    client.post(f"/contacts/{ada.id}/facts/organization", {"organization": "Université d’Exemple"})

    assert 'value="Ada Byron"' in client.get("/people/names?referred_by=by").text
    assert 'value="Université d’Exemple"' in client.get("/organizations/names?organization=univ").text


def test_the_first_steps_put_a_first_card_on_the_board(app, vera, client):
    answer = client.post("/first-steps", {"exploring": "Teaching", "person": "Ada Byron, analyst at Babbage, via Mary"})

    assert answer.location == "/board"
    assert "Ada Byron" in client.get("/board").text
    assert "Teaching" in client.get("/profile").text
    with app.app_context(), vera():
        assert db.session.query(Contact).filter_by(full_name="Mary").one().stage is None


def test_the_first_steps_may_be_left_empty(client):
    assert client.post("/first-steps", {"exploring": "", "person": ""}).location == "/board"


def test_leaving_the_first_steps_for_an_import_keeps_what_was_typed(client):
    answer = client.post("/first-steps", {"exploring": "Teaching", "person": "", "go": "import"})

    assert answer.location == "/import"
    assert 'value="Teaching"' in client.get("/profile").text
