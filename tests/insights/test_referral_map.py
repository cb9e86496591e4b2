import re

from factories import NOON, make_contact, make_contacts

from infoview.db import as_owner, transaction
from infoview.insights import referrals
from infoview.models import Stage


def test_it_shows_who_led_to_whom_with_the_stage_in_words(app, account, client):
    with app.app_context(), as_owner(account):
        mary = make_contact("Mary Somerville", stage=Stage.MET)
        ada = make_contact("Ada Byron", stage=Stage.REQUESTED, title="Analyst", referred_by_id=mary.id)
        make_contact("Jane Marcet", stage=Stage.MET)

    page = client.get("/referral-map").text

    assert f'href="/contacts/{ada.id}"' in page
    assert "<title>Ada Byron, Analyst, Requested, named by Mary Somerville</title>" in page
    assert page.count('class="map-line"') == 1
    assert "Jane Marcet" not in page
    assert "1 person came through somebody else." in page
    assert re.search(r"<td>\s*Ada Byron\s*</td>", page.split("<table")[1])


def test_it_teaches_while_nobody_led_to_anybody(client):
    page = client.get("/referral-map").text

    assert "ask whom else you could talk to" in page
    assert "<table" not in page


def test_whoever_was_named_by_somebody_in_the_trash_leads_no_more(owner):
    mary, ada = make_contacts("Mary Somerville", "Ada Byron", stage=Stage.MET)
    with transaction():
        ada.referred_by_id = mary.id
    assert len(referrals.drawn().people) == 2

    with transaction():
        mary.deleted_at = NOON

    assert referrals.drawn().people == []


def test_those_who_rest_have_no_mark_of_a_stage(owner):
    mary = make_contact("Mary Somerville", stage=Stage.MET)
    make_contact("Ada Byron", stage=Stage.MET, referred_by_id=mary.id)
    with transaction():
        mary.closed_at = NOON

    by_name = {person.name: person for person in referrals.drawn().people}

    assert (by_name["Mary Somerville"].stage, by_name["Mary Somerville"].role) == ("", "Closed")
    assert by_name["Ada Byron"].stage == "met"


def test_a_long_name_is_cut_in_the_box_and_whole_aloud(owner):
    long = "Donaudampfschifffahrtsgesellschaft Müller"
    mary = make_contact(long)
    make_contact("王貞儀" * 9, referred_by_id=mary.id)

    first, second = referrals.drawn().people

    assert first.name.endswith("…") and len(first.name) <= referrals.LONGEST_NAME + 1
    assert first.words.startswith(long)
    assert len(second.name) <= referrals.LONGEST_NAME // 2 + 1
