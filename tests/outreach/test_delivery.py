"""The ways out carry the same text, whatever is in it."""

import email
from email import policy
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview.outreach.delivery import Letter, eml, file_name, ways_out
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


@settings(max_examples=150, deadline=None)
@given(name=st.text(max_size=80), subject=st.text(max_size=200), body=typed)
def test_no_name_or_subject_adds_a_header(name, subject, body):
    data = eml(Letter(name, "ada@example.org", subject, body))
    message = read_by_python(data)

    assert set(message.keys()) <= {
        "X-Unsent", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert len(message.keys()) == len(set(message.keys()))
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


def test_an_address_beyond_ascii_is_kept():
    data = eml(Letter("Jörg", "jörg@exämple.org", "Grüße", "Hallo"))

    assert "To: Jörg <jörg@exämple.org>\r\n".encode() in data


@pytest.mark.parametrize("letter", [ADA, LONG], ids=["odd", "long"])
def test_the_links_carry_recipient_subject_and_body(letter):
    links = ways_out(letter)
    body = "\r\n".join(letter.body.splitlines())

    for link, subject in [(links.gmail, "su"), (links.outlook, "subject"), (links.outlook_at_work, "subject")]:
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
