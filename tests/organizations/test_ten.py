"""The ten favourites: their order, their reasons, and the way back."""

import pytest
from factories import NOON, make_contact

from infoview.db import as_owner, db, transaction
from infoview.errors import Invalid, Refused
from infoview.models import Organization, Stage
from infoview.organizations.actions import add_organization, delete_organization
from infoview.organizations.ten.actions import add_by_name, move, take_out, the_ten
from infoview.safekeeping.actions import undo


def rank(*names):
    """Put them among the ten, each for a reason; return the batches."""
    batches = []
    for name in names:
        with transaction() as batch:
            add_by_name(name, why="Good people", at=NOON)
        batches.append(batch.id)
    return batches


def change(act, name, **more):
    with transaction() as batch:
        act(db.session.query(Organization).filter_by(name=name).one(), **more)
    return batch.id


def take_back(batch):
    with transaction():
        undo(batch, at=NOON)


def order():
    """The ten by name, once it is sure that their places run from 1."""
    ten = the_ten()
    assert [each.rank for each in ten] == list(range(1, len(ten) + 1))
    return "".join(each.name for each in ten)


def test_each_comes_last_and_can_be_put_anywhere(owner):
    rank(*"ABCD")

    change(move, "D", to=2)
    assert order() == "ADBC"
    change(move, "A", to=99)
    assert order() == "DBCA"
    change(move, "A", to=-5)
    assert order() == "ADBC"


def test_whoever_is_taken_out_keeps_the_reason_and_the_others_move_up(owner):
    rank(*"ABC")

    change(take_out, "A")

    assert order() == "BC"
    assert db.session.query(Organization).filter_by(name="A").one().why == "Good people"


def test_there_is_no_eleventh(owner):
    rank(*"ABCDEFGHIJ")

    with pytest.raises(Invalid, match="full"):
        rank("K")

    assert order() == "ABCDEFGHIJ"
    assert db.session.query(Organization).filter_by(name="K").first() is None


@pytest.mark.parametrize("why", ["", "  ", "x" * 10_001])
def test_each_needs_a_reason(owner, why):
    with pytest.raises(Invalid) as refused, transaction():
        add_by_name("A", why=why, at=NOON)

    assert refused.value.field == "why" and order() == ""


def test_a_deleted_one_leaves_no_gap_and_comes_back_to_its_place(owner):
    rank(*"ABC")

    batch = change(delete_organization, "B", at=NOON)
    assert order() == "AC"

    take_back(batch)
    assert order() == "ABC"


def test_every_change_of_places_can_be_undone(owner):
    rank(*"ABC")

    for act, more in ((move, {"to": 1}), (take_out, {})):
        take_back(change(act, "C", **more))
        assert order() == "ABC"


def test_undoing_an_older_addition_closes_the_gap(owner):
    a, _b = rank("A", "B")

    take_back(a)

    assert order() == "B"


def test_no_undo_puts_two_in_one_place(owner):
    rank(*"ABC")
    batch = change(take_out, "A")
    rank("D")

    with pytest.raises(Refused, match="your ten changed"):
        take_back(batch)

    db.session.expire_all()
    assert order() == "BCD"


# --- on the page ----------------------------------------------------------------------------------------------------


@pytest.fixture
def ten(client, app, account):
    """Three of the ten; gives their ids by name, and the page."""
    with app.app_context(), as_owner(account):
        rank("Ash", "Birch", "Cedar")
        return {each.name: each.id for each in the_ten()}


def places(client):
    page = client.get("/organizations").text.split('id="ten-rows"')[1].split("</ol>")[0]
    return [part.split("<")[0] for part in page.split('-name" href="')[1:] for part in [part.split(">", 1)[1]]]


def test_the_buttons_move_one_place_and_keep_the_reasons_typed_beside_them(client, ten):
    typed = {f"why-{ten['Ash']}": "The building", f"was-why-{ten['Ash']}": "Good people", "to": "1"}

    answer = client.post(f"/organizations/{ten['Cedar']}/place", typed)

    assert answer.status_code == 303
    assert places(client) == ["Cedar", "Ash", "Birch"]
    assert "The building" in client.get("/organizations").text


def test_undoing_a_move_keeps_the_reasons(client, ten):
    typed = {f"why-{ten['Ash']}": "The building", f"was-why-{ten['Ash']}": "Good people", "to": "1"}
    page = client.get(client.post(f"/organizations/{ten['Cedar']}/place", typed).location).text

    client.post("/changes/" + page.split('action="/changes/')[1].split('"')[0])

    assert places(client) == ["Ash", "Birch", "Cedar"]
    assert "The building" in client.get("/organizations").text


def test_a_reason_cannot_be_emptied_while_it_stands_there(client, ten):
    name = f"why-{ten['Birch']}"
    typed = {
        name: " ",
        f"was-{name}": "Good people",
        f"why-{ten['Ash']}": "Trees",
        f"was-why-{ten['Ash']}": "Good people",
    }

    answer = client.post("/organizations/whys", typed)

    assert answer.status_code == 422
    assert "Say in a few words why" in answer.text.split(f'id="{name}-error"')[1]
    assert "Trees" in client.get("/organizations").text and "Good people" in client.get("/organizations").text


def test_a_missing_reason_is_asked_for_beside_its_field_and_the_name_stays(client, ten):
    answer = client.post("/organizations/ten", {"name": "Willow & Sons", "why": ""})

    assert answer.status_code == 422
    assert "Say in a few words why" in answer.text.split('id="ten-why-error"')[1]
    assert 'value="Willow &amp; Sons"' in answer.text
    assert "Willow" not in client.get("/organizations").text


def test_a_script_gets_the_ten_alone(client, ten):
    answer = client.post(f"/organizations/{ten['Birch']}/out", {}, partial=True)

    assert "<html" not in answer.text and "Birch is no longer among your ten" in answer.text
    assert places(client) == ["Ash", "Cedar"]


def test_the_list_says_who_is_known_there_the_nearest_first(client, app, account, ten):
    with app.app_context(), as_owner(account):
        for name, stage in (("Ada", None), ("Bo", Stage.REQUESTED), ("Cy", Stage.MET), ("Di", Stage.IDENTIFIED)):
            make_contact(name, organization_id=ten["Ash"], stage=stage)

    row = client.get("/organizations").text.split(f'id="ten-{ten["Ash"]}"')[1].split("</li>")[0]

    assert "4 people, 2 asked, 1 met" in row
    assert row.index("Cy") < row.index("Bo") < row.index("Di") and "Ada" not in row


def test_another_accounts_is_not_there(client, other_client, ten):
    for path, more in (("place", {"to": "1"}), ("out", {}), ("ten", {"why": "Mine"}), ("research", {"why": "Mine"})):
        assert other_client.post(f"/organizations/{ten['Cedar']}/{path}", more).status_code == 404
    other_client.post("/organizations/whys", {f"why-{ten['Ash']}": "Mine", f"was-why-{ten['Ash']}": "Good people"})

    assert places(client) == ["Ash", "Birch", "Cedar"] and "Mine" not in client.get("/organizations").text


def test_one_can_be_added_from_its_own_page_and_taken_out_again(client, app, account):
    with app.app_context(), as_owner(account), transaction():
        page = f"/organizations/{add_organization('Elm', at=NOON).id}"
    research = {"culture": "Quiet mornings", "was-culture": "", "was-why": "", "in": "1"}

    refused = client.post(f"{page}/ten", {**research, "why": ""})
    assert refused.status_code == 422 and 'id="why-error"' in refused.text
    assert "Quiet mornings" in client.get(page).text

    client.post(f"{page}/ten", {"why": "The light", "was-why": "", "in": "1"})
    assert "Number 1 of your ten" in client.get(page).text

    client.post(f"{page}/ten", {"why": "", "was-why": "The light", "out": "1"})
    assert "of your ten ·" not in client.get(page).text
