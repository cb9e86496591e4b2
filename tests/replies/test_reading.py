from datetime import UTC, datetime
from pathlib import Path

import pytest

from infoview.errors import Invalid
from infoview.replies.reading import LONGEST_KEPT, read_mail, read_pasted

MAILS = Path(__file__).with_name("mails")
# Each mail with how its own words begin and end, and how what it quotes begins.
WORDS = {
    "answer-below": ("Oui, jeudi à 14 h.", "au troisième étage.", "Le 19/11/2026 à 16:05, Vera"),
    "apple-en": ("Happy to. I am", "next to the canteen.\n\nSent from my iPhone", "> On 19 Nov 2026, at 16:05"),
    "apple-fr": ("Voici le plan du bâtiment :", "À mardi !\n\nAda", "> Le 19 nov. 2026 à 16:05, Vera"),
    "attachments": ("See what is attached.", "See what is attached.", ""),
    "bounce": ("Your message could not", "550 5.1.1 User unknown", ""),
    "broken": ("Yes, gladly.", "Yes, gladly.", ""),
    "gmail-en": ("Dear Vera,\n\nGladly,", "Coffee is on me.\n\nAda", "On Thu, Nov 19, 2026 at 4:05 PM Vera"),
    "gmail-fr": ("Bonjour Vera,", "Bien à vous,\nZoé", "Le jeu. 19 nov. 2026 à 16:05"),
    "html-only": ("Dear\u00a0Vera,\n\ntwo things & a page <for you>:", "Ada Byron", "> Dear Ada,\n> would you"),
    "latin-1": ("Désolée, je ne peux pas", "à cette date.", ""),
    "message-d-origine": ("Oui, bien sûr : pour 0 €", "et un café.", "-----Message d'origine-----\nDe : Vera"),
    "original-message": ("Vera, call me", "on Friday.\nAda", "-----Original Message-----\nFrom: Vera"),
    "out-of-office": ("Thank you for your message.", "30 November.\n\nAda Byron", ""),
    "outlook-en": (
        "Hi Vera,\n\nThis month",
        "Ada Byron\nHead of Analysis",
        "From: Vera Lindqvist <vera@example.org>\nSent:",
    ),
    "outlook-fr": ("Bonjour,\n\nJe préfère", "Cordialement,\nAda Byron", "________________________________\nDe : Vera"),
    "to-come": ("Yes.", "Yes.", ""),
    "wrong-charset": ("Très volontiers — “bientôt”.", "", ""),
}


def mail(name):
    return read_mail((MAILS / f"{name}.eml").read_bytes())


def test_every_mail_of_the_collection_is_looked_at():
    assert {file.stem for file in MAILS.iterdir()} == WORDS.keys()


@pytest.mark.parametrize("name", WORDS)
def test_a_mail_of_every_program_is_told_from_what_it_quotes(name):
    begins, ends, quotes = WORDS[name]

    read = mail(name)

    assert read.body.startswith(begins) and read.body.endswith(ends)
    assert read.quoted.startswith(quotes) and bool(read.quoted) == bool(quotes)
    assert not read.is_cut


def test_only_mail_that_no_human_wrote_is_automatic():
    assert {name for name in WORDS if mail(name).is_automatic} == {"bounce", "out-of-office"}
    assert mail("bounce").attachments == ("message/delivery-status: failed", "A question about data analysis")


@pytest.mark.parametrize(
    ("headers", "is_automatic"),
    [
        ("Auto-Submitted: auto-replied (vacation)", True),
        ("Auto-Submitted: auto-generated; owner=x", True),
        ("Auto-Submitted: No", False),
        ("X-Autoreply: yes", True),
        ("Precedence: auto_reply", True),
        ("Precedence: bulk", False),
        ("X-Auto-Response-Suppress: All", False),
        ("Return-Path: <>", False),
        ("Return-Path: <>\nSubject: Réponse automatique : Une question", True),
        ("Return-Path: <ada@example.org>\nSubject: Out of office ideas", False),
        ("Sender: postmaster@example.org", False),
        ("Content-Type: multipart/report; report-type=disposition-notification; boundary=x", True),
        ("Auto-Submitted: auto-generated\nContent-Type: text/calendar; method=REPLY", False),
        ("Auto-Submitted: auto-replied\nContent-Type: text/calendar; method=REPLY", True),
    ],
)
def test_a_mail_says_itself_that_no_human_wrote_it(headers, is_automatic):
    read = read_mail(f"From: Ada <ada@example.org>\nTo: vera@example.org\n{headers}\n\nhello".encode())

    assert read.is_automatic is is_automatic


@pytest.mark.parametrize("sender", ["MAILER-DAEMON@example.org", "postmaster@example.org"])
def test_what_a_mail_server_wrote_is_automatic_saved_or_pasted(sender):
    text = f"From: <{sender}>\nSubject: failure notice\n\nSorry."

    assert read_mail(text.encode()).is_automatic and read_pasted(text).is_automatic


def test_who_wrote_when_about_what_is_read_from_the_headers():
    read = mail("gmail-fr")

    assert (read.sender_name, read.sender, read.to) == ("Zoé Léger", "zoe@example.org", ("vera@example.org",))
    assert read.subject == "Re: Une question sur votre métier"
    assert read.sent_at == datetime(2026, 11, 19, 17, 12, 9, tzinfo=UTC)
    assert (read.header_id, read.in_reply_to) == ("gmail-2@mail.example.org", "request-1@example.org")
    assert mail("latin-1").subject == "Ré: désolée"


def test_headers_that_nobody_can_read_are_read_as_far_as_they_go():
    read = mail("broken")

    assert (read.sender, read.sent_at, read.header_id) == ("ada@example.org", None, "no-brackets@example.org")


def test_attachments_are_named_and_pictures_of_the_text_are_not():
    assert mail("attachments").attachments == ("Résumé 2026.pdf", "Whom to ask", "invite.ics")
    assert mail("apple-fr").attachments == ("plan.png",)


def test_html_becomes_lines_with_its_links_and_without_what_is_never_shown():
    assert mail("html-only").body == (
        "Dear\u00a0Vera,\n\ntwo things & a page <for you>:\n\n"
        "- the society <https://example.org/society>\n- https://example.org/paper\n\nAda Byron"
    )


def test_what_is_quoted_between_two_answers_stays_between_them():
    read = mail("answer-below")

    assert read.body.split("\n\n")[1] == "> Puis-je venir à votre bureau ?"
    assert "auriez-vous un quart d’heure" in read.quoted


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (b" \r\n", "This file is empty."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Outlook’s own format"),
        (b"%PDF-1.7\n1 0 obj", "This is not a saved mail"),
        (b"PK\x03\x04" + b"\0" * 60, "This is not a saved mail"),
        ("From: Ada\nSubject: x\n\nhello".encode("utf-16"), "This is not a saved mail"),
        (b"Dear Vera,\n\nFrom: nobody", "This is not a saved mail"),
        (b"From: a@example.org\nSubject: x\n\n" + b"x" * 5 * 1024 * 1024, "larger than 5 MB"),
    ],
)
def test_what_is_no_mail_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(Invalid, match=sentence) as refused:
        read_mail(content)

    assert refused.value.field == "mails"


def test_a_very_long_mail_is_cut_and_says_so():
    read = read_mail(b"From: ada@example.org\nSubject: x\n\n" + b"Yes. " * 20_000)

    assert read.is_cut and len(read.body) <= LONGEST_KEPT and read.body.startswith("Yes. Yes.")


def test_a_pasted_mail_tells_who_wrote_when_it_says_so_on_top():
    read = read_pasted(
        "De : Ada Byron <ada@example.org>\nEnvoyé : jeudi 19 novembre 2026 16:05\nÀ : Vera <vera@example.org>\n"
        "Objet\u00a0: RE: Une question\n\nAvec plaisir.\n\nAda"
    )

    assert (read.sender, read.sender_name, read.subject) == ("ada@example.org", "Ada Byron", "RE: Une question")
    assert (read.body, read.quoted, read.sent_at) == ("Avec plaisir.\n\nAda", "", None)


def test_the_source_of_a_mail_can_be_pasted_too():
    read = read_pasted((MAILS / "gmail-en.eml").read_text())

    assert (read.sender, read.header_id) == ("ada@example.org", "gmail-1@mail.example.org")
    assert read.body.endswith("Coffee is on me.\n\nAda")


@pytest.mark.parametrize(
    "introduction",
    [
        "On Thu, 19 Nov 2026 at 16:05, Vera Lindqvist <vera@example.org> wrote:",
        "On 19/11/2026 16:05, Vera Lindqvist wrote:",
        "Le jeudi 19 novembre 2026 à 16:05:00 UTC+1,\nVera Lindqvist <vera@example.org> a écrit\u202f:",
        "Le 19 nov. 2026 à 16:05, Vera <vera@example.org>\na écrit :",
        "2026-11-19 16:05 GMT+01:00 Vera Lindqvist <vera@example.org>:",
        "-------- Message original --------",
        "---------- Forwarded message ---------",
        "*From:* Vera Lindqvist\n*Sent:* Thursday\n*To:* Ada Byron\n*Subject:* A question",
        "De: Vera Lindqvist\nDate: jeudi\nÀ: Ada Byron\nObjet: Une question",
    ],
)
def test_pasted_text_that_lost_its_marks_is_cut_where_earlier_mail_begins(introduction):
    read = read_pasted(f"Gladly, on Tuesday.\n\nAda\n\n{introduction}\n\nDear Ada,\nwould you have 15 minutes?\n")

    assert read.body == "Gladly, on Tuesday.\n\nAda"
    assert read.quoted == f"{introduction}\n\nDear Ada,\nwould you have 15 minutes?"


@pytest.mark.parametrize(
    "text",
    [
        "On the whole I liked what you wrote: it was short.",
        "From: the station, turn left.\nThen ring twice.",
        "Le mieux serait mardi : je suis là.",
        "Date: Tuesday\nPlace: the canteen",
        "> just a quotation, and nothing else",
        "A line\n-----\nand another",
    ],
)
def test_what_only_looks_like_earlier_mail_stays_with_the_reply(text):
    assert (read_pasted(text).body, read_pasted(text).quoted) == (text, "")
