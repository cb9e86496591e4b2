from datetime import date

import pytest
from talks_made import make_career, make_talk

from infoview import clock
from infoview.db import db
from infoview.models import Career
from infoview.models.career import Verdict

NOTHING = {"was-verdict": "", "was-verdict_why": "", "was-verdict_on": ""}


@pytest.fixture
def career(as_vera):
    return as_vera(lambda: make_career().id)


@pytest.fixture
def decided(as_vera, career):
    """What is stored of the verdict."""

    def look():
        row = db.session.get(Career, career)
        return row.verdict, row.verdict_why, row.verdict_on

    return lambda: as_vera(look)


def test_a_verdict_has_its_reason_and_the_day_it_was_made(client, career, decided):
    typed = {**NOTHING, "verdict": "pursue", "verdict_why": "It suits me."}

    answer = client.post(f"/careers/{career}/verdict", typed)

    assert answer.location == f"/careers/{career}#verdict"
    assert decided() == (Verdict.PURSUE, "It suits me.", clock.today("Europe/Paris"))
    page = client.get(f"/careers/{career}").text
    assert "<strong>Pursue</strong>" in page and "It suits me." in page


def test_the_day_can_be_another_and_the_verdict_be_taken_back(client, career, decided):
    client.post(f"/careers/{career}/verdict", {**NOTHING, "verdict": "drop", "verdict_on": "2026-05-31"})
    assert decided() == (Verdict.DROP, "", date(2026, 5, 31))

    was = {"was-verdict": "drop", "was-verdict_why": "", "was-verdict_on": "2026-05-31"}
    client.post(f"/careers/{career}/verdict", {**was, "verdict": "", "verdict_on": "2026-05-31"})
    assert decided() == (None, "", None)


def test_it_can_be_undone(client, career, decided):
    client.post(f"/careers/{career}/verdict", {**NOTHING, "verdict": "drop", "verdict_why": "Too loud"})
    page = client.get(f"/careers/{career}").text

    client.post("/changes/" + page.split('action="/changes/')[1].split('"')[0])

    assert decided()[0] is None


def test_what_was_decided_in_another_window_is_not_overwritten(client, career, decided):
    client.post(f"/careers/{career}/verdict", {**NOTHING, "verdict": "pursue", "verdict_why": "Mine"})

    answer = client.post(f"/careers/{career}/verdict", {**NOTHING, "verdict": "drop", "verdict_why": "Older"})

    assert answer.status_code == 409
    assert "Mine" in answer.text and "Older" in answer.text
    assert decided()[:2] == (Verdict.PURSUE, "Mine")


def test_nonsense_is_shown_again_as_typed_and_nothing_is_stored(client, career, decided):
    typed = {**NOTHING, "verdict": "perhaps", "verdict_why": "It may suit me", "verdict_on": "31 May"}
    answer = client.post(f"/careers/{career}/verdict", typed)

    assert answer.status_code == 422
    assert "This is not a day." in answer.text and ">It may suit me</textarea>" in answer.text
    assert decided() == (None, "", None)


def test_what_each_conversation_suggested_stands_below(as_vera, client):
    as_vera(lambda: make_talk("Ada Byron", make_career(), verdict=Verdict.MAYBE, verdict_why="Close to it"))

    page = client.get("/careers/1").text

    assert "<strong>Maybe</strong>: Close to it" in page
