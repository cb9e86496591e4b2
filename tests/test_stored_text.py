"""What of a text is kept, whoever brings it."""

import unicodedata

import pytest

from infoview.text import clean, clean_line

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
UNSEEN = (
    "",
    " ",
    "\t\n",
    "\u200b",
    "\u00ad\u200d",
    "\u3164",
    "\ufeff",
    "\u2800 \u2060",
    "\u202e",
    "\U000e0041",
    "\u200f",
)


@pytest.mark.parametrize("mark", TURNING)
def test_what_turns_the_direction_of_the_text_around_it_is_not_kept(mark):
    assert clean(f"Ada{mark} Byron") == "Ada Byron"


@pytest.mark.parametrize(
    "text", ["مرحبا بالعالم", "שלום\u200f (Tel Aviv)", "می\u200cخواهم", "👩\u200d👩\u200d👧", "e\u0301tude", "ﷺ"]
)
def test_every_language_and_every_picture_is_kept(text):
    assert clean_line(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("text", UNSEEN)
def test_a_line_of_which_nothing_can_be_seen_is_empty(text):
    assert clean_line(text) == ""


@pytest.mark.parametrize("text", UNSEEN)
def test_nobody_and_nothing_gets_a_name_that_cannot_be_seen(client, text):
    for path, field in (("/contacts", "full_name"), ("/careers", "name"), ("/organizations", "name")):
        answer = client.post(path, {field: text})
        assert answer.status_code == 422, (path, text)
        assert f'id="{field}-error"' in answer.text, (path, text)


@pytest.mark.parametrize("blank", ["", " ", "\t", "\u200b"])
def test_a_day_of_nothing_but_space_is_asked_for_again(client, blank):
    there = client.post("/contacts", {"full_name": "Ada Byron"}).location

    for path in ("talked", "notes", "answered", "contacted", "pause"):
        answer = client.post(f"{there}/{path}", {"day": blank, "until": blank, "body": "x", "kind": "request"})
        assert answer.status_code == 422, path
        assert "Choose a day." in answer.text, path
