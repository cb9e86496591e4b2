"""The file for mail programs carries the same text, whatever is in it, and nothing adds a header."""

import email
from datetime import UTC, datetime
from email import policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview.outreach.delivery import Letter, eml, file_name, mail_of, new_header_id
from infoview.text import clean, clean_line

ADA = Letter(
    name="Ada Byron",
    address="ada@example.org",
    subject="15 minutes? & more + 100 %",
    body="Dear Ada,\n\nthé « où\u00a0?» & a=b # 50 % +1\n\nNora 👩‍🔬",
)
LONG = Letter(
    "Ada", "ada@example.org", "Über die Arbeit " * 12, "word " * 900 + "\n.\n.dot\nFrom here\n=3D\n" + "x" * 1500
)
typed = st.text(max_size=300).map(clean)


def read_by_python(data):
    return email.message_from_bytes(data, policy=policy.default)


def read_by_another(data):
    parser = pytest.importorskip("fast_mail_parser", reason="the second reader of mail is not installed")
    return parser.parse_email(data)


def unix(text):
    return text.replace("\r\n", "\n").removesuffix("\n")


@pytest.mark.parametrize("letter", [ADA, LONG], ids=["odd", "long"])
def test_the_file_is_read_back_by_python(letter):
    message = read_by_python(eml(letter))

    assert message["X-Unsent"] == "1"
    assert message["To"].addresses[0].addr_spec == letter.address
    assert message["To"].addresses[0].display_name == letter.name
    assert message["Subject"] == clean_line(letter.subject)
    assert unix(message.get_content()) == letter.body


@pytest.mark.parametrize("letter", [ADA, LONG], ids=["odd", "long"])
def test_the_file_is_read_back_by_another_reader(letter):
    message = read_by_another(eml(letter))

    assert " ".join(message.subject.split()) == clean_line(letter.subject)
    assert unix(message.text_plain[0]) == letter.body


def test_the_lines_of_the_file_are_short_and_plain():
    lines = eml(LONG).split(b"\r\n")

    assert max(map(len, lines)) <= 78
    assert all(byte < 128 for line in lines for byte in line)
    assert not any(b"\n" in line or b"\r" in line for line in lines)


@settings(max_examples=60, deadline=None)
@given(name=st.text(max_size=80), subject=st.text(max_size=200), body=typed, header_id=st.text(max_size=90))
def test_whatever_is_in_it_nothing_adds_a_header_and_the_text_is_the_same(name, subject, body, header_id):
    letter = Letter(name, "ada@example.org", subject, body)
    mail = mail_of(letter, sender="v@example.org", sender_name=name, header_id=header_id, in_reply_to=header_id)
    message = read_by_python(mail.as_bytes())

    assert set(message.keys()) <= {
        "From", "To", "Subject", "Message-ID", "In-Reply-To", "References",
        "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert len(message.keys()) == len(set(message.keys()))
    assert message["From"].addresses[0].addr_spec == "v@example.org"
    assert message["Subject"] == clean_line(subject)
    assert unix(message.get_content()).rstrip("\n") == body.rstrip("\n")


@pytest.mark.parametrize(
    "text",
    [
        "Ada\r\nBcc: all@example.org",
        "Ada\nBcc: all@example.org",
        "Ada\x0bBcc: x",
        "Ada\u2028Bcc: x",
        'Ada" <eve@example.org>, "',
    ],
)
def test_a_name_that_tries_to_add_a_recipient_stays_a_name(text):
    message = read_by_python(eml(Letter(text, "ada@example.org", text, "Hello")))

    assert message["Bcc"] is None
    assert [address.addr_spec for address in message["To"].addresses] == ["ada@example.org"]


@pytest.mark.parametrize(
    "address", ["", "no address", "a@b@c", "@", "ada@example.org\r\nBcc: x@example.org", "<>", "a,b@c"]
)
def test_what_is_no_address_is_left_out_of_the_file(address):
    message = read_by_python(eml(Letter("Ada", address, "Hello", "Hello")))

    assert message["To"] is None
    assert message["Bcc"] is None


def test_the_file_says_when_it_was_made_and_has_an_id_of_its_own():
    at = datetime(2026, 6, 15, 12, tzinfo=UTC)
    ids = [new_header_id("example.org") for _ in range(2)]
    messages = [read_by_python(eml(ADA, header_id=each, date=at)) for each in ids]

    assert messages[0]["Date"].datetime == at
    assert [message["Message-ID"] for message in messages] == [f"<{each}>" for each in ids]
    assert len(set(ids)) == 2


@pytest.mark.parametrize("domain", ["", "exämple.org", "a b", "x\r\nBcc: y", "-", "x" * 300])
def test_an_id_is_made_whatever_the_senders_domain_is(domain):
    assert read_by_python(eml(ADA, header_id=new_header_id(domain)))["Message-ID"].endswith("@infoview.invalid>")


def test_a_long_id_that_is_answered_stays_as_it_is():
    answered = "x" * 200 + "@example.org"
    data = mail_of(ADA, in_reply_to=answered).as_bytes()

    assert f"In-Reply-To: <{answered}>\r\n".encode() in data
    assert f"References: <{answered}>\r\n".encode() in data


def test_an_address_beyond_ascii_is_kept():
    data = eml(Letter("Jörg", "jörg@exämple.org", "Grüße", "Hallo"))

    assert "To: Jörg <jörg@exämple.org>\r\n".encode() in data


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Ada Byron", "Ada-Byron.eml"),
        ("../../etc/passwd", "etc-passwd.eml"),
        ("…", "message.eml"),
        ('A"\r\nB', "A-B.eml"),
    ],
)
def test_the_file_has_a_harmless_name(name, file):
    assert file_name(Letter(name, "", "", "")) == file
