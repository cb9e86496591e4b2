"""Whatever bytes arrive: a reply or a sentence, nothing else, in time that grows with their number and no faster."""

from contextlib import suppress
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mails_made import LARGEST, made

from infoview.errors import Invalid
from infoview.replies import quoting
from infoview.replies.flowed import unflowed
from infoview.replies.html_text import text_of
from infoview.replies.reading import LONGEST_KEPT, MOST_ATTACHMENTS, read_mail, read_pasted
from infoview.text import clean


def check(received):
    assert len(received.body) + len(received.quoted) <= LONGEST_KEPT
    assert len(received.attachments) <= MOST_ATTACHMENTS
    assert max(map(len, (received.subject, received.sender, received.sender_name, received.header_id))) <= 500
    assert received.sent_at is None or received.sent_at.tzinfo is UTC
    for text in (received.subject, received.sender, received.body, received.quoted, *received.attachments):
        assert text == clean(text)
    assert "\n" not in received.subject + received.sender + "".join(received.attachments)


def read(content):
    with suppress(Invalid):
        check(read_mail(content))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400) | made())
def test_any_bytes_are_a_reply_or_a_sentence(content):
    read(content)
    read(b"From: ada@example.org\nDate: x\n" + content)


@settings(max_examples=80, deadline=None)
@given(
    st.text(max_size=300)
    | st.text(alphabet="<>&;#/!-'\"a =\n", max_size=200)
    | st.text(alphabet="> \nOn1wrote:", max_size=80)
)
def test_any_text_is_a_reply(text):
    check(read_pasted(text))
    assert isinstance(text_of(text) + unflowed(text), str)
    body, quoted = quoting.split(text)
    assert sum(len(each.split()) for each in (body, quoted)) == len(text.split())  # nothing written is lost


@pytest.mark.parametrize("name", LARGEST)
def test_a_mail_made_to_take_long_is_read_all_the_same(name):
    read(LARGEST[name])
