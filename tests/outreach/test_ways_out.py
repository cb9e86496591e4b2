"""The links that open a message elsewhere carry the same text, whatever is in it."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outreach.test_delivery import ADA, LONG

from infoview.outreach.delivery import Letter
from infoview.outreach.ways_out import LONGEST_MAILTO, ways_out
from infoview.text import clean, clean_line

typed = st.text(max_size=300).map(clean)


@settings(max_examples=100, deadline=None)
@given(subject=typed, body=typed)
def test_a_link_for_the_mail_program_decodes_to_the_same_text(subject, body):
    link = ways_out(Letter("Ada", "ada@example.org", subject, body)).mail_program.filled
    head, _, rest = link.removeprefix("mailto:ada@example.org?subject=").partition("&body=")

    assert unquote(head, errors="strict") == clean_line(subject)
    assert unquote(rest, errors="strict").split("\r\n") == (body.splitlines() or [""])
    assert link.isascii()


def test_a_text_too_long_for_a_mail_program_is_left_out_of_the_link():
    long, short = ways_out(LONG).mail_program, ways_out(ADA).mail_program

    assert long.is_too_long
    assert "&body=" not in long.link
    assert long.link.startswith("mailto:ada@example.org?subject=%C3%9Cber")
    assert not short.is_too_long
    assert short.link == short.filled
    assert len(short.filled) < LONGEST_MAILTO
    assert not ways_out(LONG).gmail.is_too_long


@pytest.mark.parametrize("letter", [ADA, LONG], ids=["odd", "long"])
def test_the_links_carry_recipient_subject_and_body(letter):
    links = ways_out(letter)
    body = "\r\n".join(letter.body.splitlines())

    for link, subject in (
        *[(links.gmail, "su"), (links.outlook, "subject")],
        *[(links.outlook_at_work, "subject"), (links.yahoo, "subject")],
    ):
        parts = urlsplit(link.filled)
        values = parse_qs(parts.query, strict_parsing=True)
        assert parts.scheme == "https"
        assert (values["to"], values[subject], values["body"]) == (
            [letter.address], [clean_line(letter.subject)], [body],
        )  # fmt: skip
        assert "+" not in parts.query


def test_a_link_for_the_mail_program_breaks_lines_as_mail_does():
    link = ways_out(Letter("Ada", "ada+work@example.org", "Hi & bye", "One\nTwo?")).mail_program.filled

    assert link == "mailto:ada%2Bwork@example.org?subject=Hi%20%26%20bye&body=One%0D%0ATwo%3F"


def test_a_text_cannot_take_the_place_of_another():
    link = ways_out(Letter("Ada", "{body}@example.org", "{body}", "{subject}")).mail_program.filled

    assert link == "mailto:%7Bbody%7D@example.org?subject=%7Bbody%7D&body=%7Bsubject%7D"


def test_an_address_cannot_add_fields_to_the_link():
    link = ways_out(Letter("Ada", "ada@example.org?bcc=eve@example.org&x", "Hi", "Hello")).mail_program.filled

    assert parse_qs(urlsplit(link).query) == {"subject": ["Hi"], "body": ["Hello"]}


def test_a_letter_without_an_address_can_still_be_opened():
    assert ways_out(Letter("Ada", "", "Hi", "Hello")).mail_program.filled == "mailto:?subject=Hi&body=Hello"
