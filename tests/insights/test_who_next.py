import re

import pytest
from factories import NOON, make_contact

from infoview.db import as_owner, db, transaction
from infoview.insights import candidates
from infoview.insights.reasons import Known, reasons
from infoview.models import Career, Contact, LearningGoal, Meeting, Organization, Stage
from infoview.models.career import Verdict
from infoview.models.contact import Permission
from infoview.models.meeting import MeetingStatus


@pytest.fixture
def vera(app, account):
    """Vera at work, to set the scene."""

    def at_work(act):
        with app.app_context(), as_owner(account):
            return act()

    return at_work


def identified(name, **facts):
    return make_contact(name, stage=Stage.IDENTIFIED, **facts)


def stored(row):
    with transaction():
        db.session.add(row)
        db.session.flush()
    return row


def organization(name="Babbage & Co", **facts):
    return stored(Organization(name=name, folded=name.lower(), created_at=NOON, **facts))


def career(name="Data analysis", **facts):
    return stored(Career(name=name, folded=name.lower(), created_at=NOON, **facts))


def names(**asked):
    return [row.name for row in candidates.page(**asked).rows]


def test_those_easy_to_ask_with_much_to_tell_come_first_and_the_unknown_stand_in_the_middle(owner):
    identified("Hard", ease=1, value=5)
    identified("Unknown")
    identified("Both", ease=4, value=4)
    identified("Easy", ease=5)

    assert names() == ["Both", "Easy", "Unknown", "Hard"]


def test_among_equals_a_name_that_may_be_used_comes_first_then_a_favourite_organization(owner):
    mary = make_contact("Mary", stage=Stage.MET)
    identified("Plain")
    identified("Favourite", organization_id=organization(rank=2).id)
    identified("Named", referred_by_id=mary.id, may_use_name=Permission.YES)

    assert names() == ["Named", "Favourite", "Plain"]


def test_only_people_who_could_be_asked_are_on_it(owner):
    make_contact("Met", stage=Stage.MET)
    make_contact("Not on the board")
    paused, closed, opted_out = identified("Paused"), identified("Closed"), identified("Not to be written to")
    with transaction():
        paused.paused_at = closed.closed_at = opted_out.opted_out_at = NOON
    identified("Ada")

    assert names() == ["Ada"]


def test_it_is_limited_to_one_career(vera, client):
    ids = vera(lambda: (career().id, identified("Ada", career_id=1).id, identified("Mary").id))

    page = client.get(f"/who-next?career={ids[0]}").text

    assert f'id="who-{ids[1]}"' in page
    assert f'id="who-{ids[2]}"' not in page
    assert client.get("/who-next?career=99").status_code == 404


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (Known(), "You have not rated them yet; both count as 3, the middle."),
        (Known(ease=5, value=1), "Easy to ask. Little to learn from them."),
        (Known(ease=2), "Hard to ask. How much there is to learn is not rated; it counts as 3."),
        (Known(value=4), "Much to learn from them. How easy they are to ask is not rated; it counts as 3."),
        (Known(referrer="Mary", may_use_name=Permission.YES), "Mary named them, and you may say so."),
        (Known(referrer="Mary", may_use_name=Permission.NO), "Mary named them, but does not want to be mentioned."),
        (Known(organization="Babbage", rank=1), "Babbage is number 1 of your organizations. You have met nobody there"),
        (Known(organization="Babbage", rank=1, is_met_there=True), "Babbage is number 1 of your organizations."),
        (Known(organization="Babbage"), "You have met nobody at Babbage yet."),
        (Known(organization="Library", is_practice=True), "Library is an organization to practise with."),
        (Known(career="Botany"), "Nobody has told you about Botany yet."),
        (Known(career="Botany", heard=2, open_goals=1), "1 thing you want to learn about Botany is open."),
        (Known(career="Botany", verdict=Verdict.DROP), "You have decided against Botany."),
    ],
)
def test_the_reason_stands_in_words(owner, known, words):
    assert any(reason.startswith(words) for reason in reasons(known))


def test_the_facts_behind_the_reasons_are_looked_up(owner):
    work, place = career(), organization(rank=3)
    met = make_contact("Mary", stage=Stage.MET, organization_id=place.id, career_id=work.id)
    stored(Meeting(contact_id=met.id, day=NOON.date(), zone="UTC", status=MeetingStatus.HELD, created_at=NOON))
    stored(LearningGoal(career_id=work.id, body="What does it pay?", created_at=NOON))
    identified("Ada", organization_id=place.id, career_id=work.id)

    [ada] = candidates.page().rows

    assert "Babbage & Co is number 3 of your organizations." in ada.reasons
    assert "1 thing you want to learn about Data analysis is open." in ada.reasons


def test_a_practice_conversation_comes_first_until_somebody_was_met(vera, client):
    def scene():
        identified("Ada", organization_id=organization("Library", is_practice=True).id)
        return identified("Mary", ease=5, value=5).id

    mary = vera(scene)

    practice = re.search(r'id="practice".*?</section>', client.get("/who-next").text, re.S)
    assert practice is not None and "Ada" in practice[0] and "Mary" not in practice[0]

    client.post(f"/contacts/{mary}/stage", {"stage": "met"})
    assert 'id="practice"' not in client.get("/who-next").text


def test_without_an_organization_to_practise_with_it_says_how_to_have_one(vera, client):
    vera(lambda: identified("Ada"))

    assert "Mark an organization you care less about" in client.get("/who-next").text


def test_one_click_rates_and_another_on_the_same_lets_go(vera, client):
    ada = vera(lambda: identified("Ada").id)

    answer = client.post(f"/contacts/{ada}/rating", {"ease": "4", "next": "/who-next?page=1"})
    assert answer.location == f"/who-next?page=1#who-{ada}"
    assert vera(lambda: db.session.get(Contact, ada).ease) == 4
    pressed = client.get("/who-next").text.split(f'id="rate-{ada}-ease-4"')[1].split(">")[0]
    assert 'value=""' in pressed and 'aria-pressed="true"' in pressed

    client.post(f"/contacts/{ada}/rating", {"ease": ""})
    assert vera(lambda: db.session.get(Contact, ada).ease) is None


def test_a_script_gets_the_row_alone_and_it_can_be_undone(vera, client):
    ada = vera(lambda: identified("Ada").id)

    answer = client.post(f"/contacts/{ada}/rating", {"value": "5"}, partial=True).text

    assert f'hx-target="#who-{ada}"' in answer and "Much to learn from them." in answer
    client.post("/changes/" + answer.split('action="/changes/')[1].split('"')[0])
    assert vera(lambda: db.session.get(Contact, ada).value) is None


def test_no_number_but_one_to_five_is_taken(vera, client):
    ada = vera(lambda: identified("Ada").id)

    for wrong in ("6", "0", "x"):
        assert client.post(f"/contacts/{ada}/rating", {"ease": wrong}).status_code == 422
    assert vera(lambda: db.session.get(Contact, ada).ease) is None
