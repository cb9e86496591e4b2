import re

import pytest
from factories import NOON, make_contact
from talks_made import make_career, make_talk

from infoview.db import db, transaction
from infoview.models import LearningGoal, Stage
from infoview.models.career import Verdict
from infoview.models.debrief import Ability


@pytest.fixture
def two(as_vera):
    """Data analysis, heard of twice, and Botany, dropped before anybody was heard."""

    def scene():
        data = make_career()
        make_career("Botany", verdict=Verdict.DROP, verdict_why="Too wet")
        ada = make_contact("Ada Byron", stage=Stage.MET, title="Analyst")
        make_talk(ada, data, fit_values=4, liked="The quiet", demands=[("Night shifts", Ability.CANNOT)])
        make_talk("Mary Somerville", data, days=2, fit_values=3, disliked="The stairs", confidence_after=4)
        with transaction():
            db.session.add(LearningGoal(career_id=data.id, body="What does it pay?", created_at=NOON))

    as_vera(scene)
    return "/careers/compare?with=1&with=2"


def words(page, name):
    found = re.search(rf'<section[^>]* aria-labelledby="{name}-title".*?</section>', page, re.S)
    assert found is not None, name
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


def test_careers_stand_side_by_side(client, two):
    page = client.get(two).text

    assert "Botany Drop Too wet" in words(page, "verdict")
    heard = words(page, "heard")
    assert "2 conversations with 2 people" in heard and "Analyst" in heard and "Nobody yet" in heard
    assert "The quiet" in words(page, "likes") and "The stairs" in words(page, "likes")
    assert "I cannot (1) Night shifts" in words(page, "demands")
    assert "What does it pay?" in words(page, "open")


def test_fit_is_a_picture_with_a_table_behind_it(client, two):
    page = client.get(two).text

    assert 'aria-label="Values: Data analysis: 3.5; Botany: not rated"' in page
    assert "3.5" in page.split("<table")[1]


def test_what_a_job_demands_is_private_and_not_printed(client, two):
    for address in (two, "/careers/1", "/meetings/1/debrief"):
        not_printed = re.findall(
            r'<(?:section|details)[^>]*class="[^"]*\bno-print\b.*?</', client.get(address).text, re.S
        )
        assert len(not_printed) == 1 and "Demands" in not_printed[0], address


def test_they_are_chosen_by_ticks(client, two):
    assert 'name="with" value="2"' in client.get("/careers").text

    page = client.get("/careers/compare?with=2").text

    assert "Choose two to four careers." in page
    assert re.search(r'value="2"\s+checked', page)


def test_four_at_most_stand_side_by_side(as_vera, client):
    as_vera(lambda: [make_career(f"Career {n}") for n in range(5)])

    page = client.get("/careers/compare?" + "&".join(f"with={n}" for n in range(1, 6))).text

    assert "these are the first four" in page
    assert "Career 3" in words(page, "verdict") and "Career 4" not in words(page, "verdict")


def test_a_career_that_is_not_there_is_not_found(client, other_client, two):
    assert client.get("/careers/compare?with=1&with=99").status_code == 404
    assert client.get("/careers/compare?with=1&with=x").status_code == 404
    assert other_client.get(two).status_code == 404
