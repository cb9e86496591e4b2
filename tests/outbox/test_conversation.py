"""What a mail server does, told in words: each time a real one that does it."""

import socket
import time

import pytest
from outbox.post_office import SECRET, USER, PostOffice
from real_server import free_port

from infoview.models.mail import Security
from infoview.outbox import conversation
from infoview.outbox.conversation import Conversation
from infoview.outbox.failures import Failure, Unknown, sentence
from infoview.outbox.servers import Access

MAIL = b"Subject: Hello\r\n\r\nHello.\r\n.\r\nThat was a dot.\r\n"


def access(office=None, **more):
    known = {"host": "127.0.0.1", "security": Security.STARTTLS, "username": USER, "password": SECRET, "sender": USER}
    if office is not None:
        known |= {"port": office.port, "security": Security.TLS if office.tls else Security.STARTTLS}
    return Access(**{**known, **more})


def send(chosen, *, to="ada@example.com"):
    with Conversation(chosen) as talk:
        talk.address(to, len(MAIL))
        talk.hand_over(MAIL)


def reason(chosen, **more):
    with pytest.raises(Failure) as refused:
        send(chosen, **more)
    assert sentence(refused.value.reason).endswith(".")
    return refused.value.reason


@pytest.mark.parametrize("tls", [True, False])
def test_a_mail_goes_by_tls_from_the_start_or_asked_for(trusted, certificate, tls):
    with PostOffice(certificate, tls=tls) as office:
        send(access(office))

    assert office.accepted == [MAIL.replace(b"\r\n", b"\r\n")]


@pytest.mark.parametrize(
    ("name", "days", "called", "expected"),
    [
        ("mail.example.org", 1, "127.0.0.1", "other-name"),
        ("mail.example.org", 1, "localhost", "other-name"),
        ("127.0.0.1", -1, "127.0.0.1", "expired"),
    ],
)
def test_a_certificate_for_another_name_or_out_of_date_ends_it(trusted, authority, name, days, called, expected):
    issued = authority.issues(name, days=days)
    for tls in (True, False):
        with PostOffice(issued, tls=tls) as office:
            assert reason(access(office, host=called)) == expected

    assert office.accepted == []


def test_a_certificate_from_nobody_known_ends_it(certificate):
    with PostOffice(certificate, tls=True) as office:
        assert reason(access(office)) == "issuer"


def test_without_starttls_no_password_is_told(trusted):
    with PostOffice(auth_required=False) as office:
        assert reason(access(office)) == "no-starttls"
        assert reason(access(office, security=Security.TLS)) == "no-tls"


def test_a_closed_port_a_wrong_name_and_silence_are_told_apart(trusted, certificate, monkeypatch):
    assert reason(access(port=free_port())) == "refused"
    assert reason(access(host="mail.invalid", port=465)) == "name"

    monkeypatch.setattr(conversation, "CONNECTS_IN", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert reason(access(port=silent.getsockname()[1])) == "silent"
    with PostOffice(certificate, tls=True) as office:
        assert reason(access(office, security=Security.STARTTLS)) == "silent"


def test_a_server_that_dribbles_is_left_in_the_end(monkeypatch):
    monkeypatch.setattr(conversation, "ENDS_IN", 0.3)
    with PostOffice(plan=["EHLO"], auth_required=False) as office:
        began = time.monotonic()
        assert reason(access(office)) == "lost"

    assert time.monotonic() - began < conversation.ANSWERS_IN


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"connect": "554 5.7.1 not from there"}, "turned-away"),
        ({"connect": "421 4.3.2 busy"}, "later"),
        ({"connect": "SSH-2.0-nothing of the kind"}, "odd"),
        ({"EHLO": ""}, "lost"),
        ({"AUTH": "535 5.7.8 no"}, "sign-in"),
        ({"AUTH": "454 4.7.0 later"}, "later"),
        ({"MAIL": "553 5.7.1 not your address"}, "sender"),
        ({"MAIL": "552 5.3.4 too large"}, "too-large"),
        ({"RCPT": "550 5.1.1 no such person"}, "recipient"),
        ({"RCPT": "451 4.7.1 greylisted"}, "later"),
        ({"RCPT": ""}, "lost"),
        ({"DATA": "554 5.6.0 no"}, "message"),
        ({"DATA": "451 4.3.0 later"}, "later"),
        ({"body": "554 5.7.1 spam"}, "message"),
        ({"body": "452 4.2.2 full"}, "later"),
    ],
    ids=str,
)
def test_what_the_server_refuses_is_told(trusted, certificate, answers, expected):
    with PostOffice(certificate, answers=answers) as office:
        assert reason(access(office)) == expected

    assert office.accepted == []


@pytest.mark.parametrize("answers", [{"DATA": ""}, {"body": ""}, {"DATA": "250 what"}], ids=str)
def test_a_connection_that_breaks_while_handing_over_leaves_it_unknown(trusted, certificate, answers):
    with PostOffice(certificate, answers=answers) as office, pytest.raises(Unknown):
        send(access(office))


def test_a_wrong_password_is_refused_and_not_repeated_in_words(trusted, certificate):
    with PostOffice(certificate) as office:
        assert reason(access(office, password="wrong")) == "sign-in"
    with PostOffice(certificate, answers={"AUTH": f"535 you said {SECRET}"}) as office, pytest.raises(Failure) as told:
        send(access(office))

    assert told.value.answer == ""


def test_an_answer_is_one_short_line_of_plain_text(trusted, certificate):
    long = "550-no\x1b[2J\u202e\r\n550 " + "x" * 400
    with PostOffice(certificate, answers={"RCPT": long}) as office, pytest.raises(Failure) as told:
        send(access(office))

    assert told.value.answer.startswith("550 no[2J")
    assert len(told.value.answer) == 300


def test_a_mail_larger_than_the_server_takes_is_not_begun(trusted, certificate):
    with PostOffice(certificate, data_size_limit=20) as office:
        assert reason(access(office)) == "too-large"


def test_an_address_in_other_letters_needs_a_server_that_knows_them(trusted, certificate):
    with PostOffice(certificate) as office:
        assert reason(access(office), to="zoë@example.org") == "letters"
    with PostOffice(certificate, enable_SMTPUTF8=True) as office:
        send(access(office), to="zoë@example.org")

    assert len(office.accepted) == 1
