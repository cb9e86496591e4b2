"""A page shared from the phone or sent by the bookmark: whoever it is about is ready to be added."""

import json
from html import unescape
from urllib.parse import unquote

import pytest
from factories import NOON

from infoview.at_hand.bookmarklet import code
from infoview.at_hand.sharing import LONGEST, line_of
from infoview.db import transaction
from infoview.people.actions import add_contact
from infoview.people.quick_add import read

OWN = "https://example.org/mary?id=3"
ADA = "https://www.linkedin.com/in/ada-byron-1a2b3c"


@pytest.mark.parametrize(
    ("title", "text", "url", "line"),
    [
        ("Ada Byron | LinkedIn", "", ADA, f"Ada Byron, {ADA}"),
        ("(3) Ada Byron - Analyst - Babbage | LinkedIn", "", f"{ADA}/?x=1#y", f"Ada Byron, Analyst, Babbage, {ADA}"),
        ("", f"Check out Ada Byron’s profile on LinkedIn {ADA}?utm_source=share", "", f"Ada Byron, {ADA}"),
        ("", f"Découvrez le profil LinkedIn de Ada Byron {ADA}", "", f"Ada Byron, {ADA}"),
        ("", ADA, "", f"Ada Byron, {ADA}"),
        (ADA, "", "", f"Ada Byron, {ADA}"),
        ("LinkedIn", "", "https://www.linkedin.com/in/ada", "https://www.linkedin.com/in/ada"),
        ("Mary Somerville – Staff · Observatory", "", OWN, f"Mary Somerville, Staff, Observatory, {OWN}"),
        ("Ada Byron, analyst at Babbage", "", "", "Ada Byron, analyst at Babbage"),
        ("", "", "javascript:alert(1)", ""),
        ("", "", "https://[", ""),
    ],
)  # fmt: skip
def test_a_shared_page_becomes_the_line_for_adding_someone(title, text, url, line):
    assert line_of(title, text, url) == line


@pytest.mark.parametrize("text", ["x" * 3000, "\0\ud800\u202e", "a, b, c, d, e" * 400, "https://" + "y" * 900])
def test_a_shared_page_of_any_kind_is_one_short_line(text):
    for parts in ((text, "", ""), ("", text, ""), ("", "", text), (text, text, text)):
        assert len(line_of(*parts)) <= LONGEST and "\n" not in line_of(*parts)


def test_sharing_a_profile_shows_whoever_it_is_filled_in(client):
    answer = client.get("/share", query_string={"title": "Ada Byron - Analyst - Babbage | LinkedIn", "url": ADA})

    page = client.get(answer.location).text
    for value in ("Ada Byron", "Analyst", "Babbage", ADA):
        assert f'value="{value}"' in page or f">{value}<" in page, value


def test_sharing_somebody_who_is_known_leads_to_them(client, owner):
    with transaction():
        ada = add_contact(full_name="Ada Byron", links=[ADA], at=NOON)

    answer = client.get(
        "/share", query_string={"title": "A. B. | LinkedIn", "text": "https://fr.linkedin.com/in/ada-byron-1a2b3c/"}
    )

    assert answer.location == f"/contacts/{ada.id}"
    assert "You know them already" in client.get(answer.location).text


def test_a_share_waits_for_the_sign_in(stranger):
    answer = stranger.get("/share", query_string={"url": ADA})

    assert unquote(unquote(answer.location)) == f"/sign-in?next=/share?url={ADA}"


def test_the_bookmark_names_this_app(client):
    page = unescape(client.get("/at-hand").text)

    assert code("http://localhost/share") in page
    assert "http://localhost/contacts/new?line=%s" in page
    assert json.dumps("http://localhost/a%25b?") in code("http://localhost/a%b")
    assert read(line_of("Ada Byron | LinkedIn", "", ADA)).link == ADA
