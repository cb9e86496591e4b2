"""The small language of the wordings."""

import re
from dataclasses import fields, replace

import pytest

from infoview.models.contact import FoundBy
from infoview.outreach.facts import NAMES, Facts, Found, Me, Met, Recipient
from infoview.outreach.wording import FOLDER, BadWording, Text, read, text_of

ADA = Facts(contact=Recipient(name="Ada Byron", address_as="Ms. Byron"))


def body(source, facts=ADA):
    return text_of(read(f"Subject\n\n{source}"), facts).body


def test_the_first_lines_are_the_subject_and_the_rest_is_the_body():
    wording = read("About {contact.name}\n\nHello.\n\nBye.\n".replace("{contact.name}", "[[{contact.name}]]"))

    assert text_of(wording, ADA) == Text("About Ada Byron", "Hello.\n\nBye.")


def test_a_part_vanishes_with_its_spaces_when_a_fact_is_missing():
    assert body("My name is[[ {contact.name}]][[, {me.background}]].") == "My name is Ada Byron."
    assert body("One. [[I am {me.background}.]] Two.") == "One. Two."


def test_a_line_vanishes_when_nothing_of_it_is_left():
    assert body("Thanks,\n[[{me.name}]]\n[[{contact.name}]]") == "Thanks,\nAda Byron"
    assert body("One.\n\n[[{me.name}]] [[{me.phone}]]\n\nTwo.") == "One.\n\nTwo."


def test_the_first_alternative_that_can_be_said_is_taken():
    greeting = "[[Dear {contact.address_as}||Dear {contact.name}||Hello]],"

    assert body(greeting) == "Dear Ms. Byron,"
    assert body(greeting, Facts(contact=Recipient(name="Ada Byron"))) == "Dear Ada Byron,"
    assert body(greeting, Facts()) == "Hello,"


def test_a_part_inside_a_part_vanishes_by_itself():
    source = "[[My name is {me.name}[[, {me.background}]].]]"

    assert body(source, Facts(me=Me(name="Nora"))) == "My name is Nora."
    assert body(source, Facts(me=Me(about="a teacher"))) == ""


def test_a_condition_prints_nothing():
    assert body("[[{if found.online}Seen online.]]", replace(ADA, found=Found(FoundBy.WEB))) == "Seen online."
    assert body("[[{if found.online}Seen online.]]") == ""


def test_the_users_own_ending_comes_instead_of_name_and_phone():
    ending = "[[{me.sign_off}||Thanks]],\n[[{me.signature}||{me.name}]]"

    assert body(ending, Facts(me=Me("Nora Quist"))) == "Thanks,\nNora Quist"
    assert body(ending, Facts(me=Me("Nora Quist", ending=("Best wishes,",)))) == "Best wishes,\nNora Quist"
    assert body(ending, Facts(me=Me("Nora", ending=("Best wishes.", "N.", "Lyon")))) == "Best wishes,\nN.\nLyon"
    assert body(ending, Facts(me=Me("Nora", ending=("Nora Quist", "Lyon")))) == "Thanks,\nNora Quist\nLyon"


def test_lists_are_joined_in_the_language_of_the_message():
    facts = Facts(language="fr", meeting=Met(people=("Ivy Ashworth", "Charles Wheatstone")))

    assert body("[[Merci de m'avoir parlé {de meeting.people}.]]", facts) == (
        "Merci de m'avoir parlé d'Ivy Ashworth et de Charles Wheatstone."
    )


def test_french_marks_stand_after_an_unbreakable_space():
    assert body("Vraiment ? « Oui » : merci ; bien !", Facts(language="fr")) == (
        "Vraiment\u00a0? «\u00a0Oui\u00a0»\u00a0: merci\u00a0; bien\u00a0!"
    )


def test_a_full_stop_is_not_doubled():
    facts = Facts(contact=Recipient(organization="Babbage & Co."))

    assert body("[[We met at {contact.organization}[[, {me.name}]].]]", facts) == "We met at Babbage & Co."


@pytest.mark.parametrize(
    "name", ["{me.name}", "[[{me.name}]]", "a]]b", "x||y", "%(name)s", "{{ name }}", "None", "\\1 $1"]
)
def test_what_a_user_types_is_never_read_as_wording(name):
    facts = Facts(contact=Recipient(name=name), me=Me(name="Nora"))

    assert body("[[Dear {contact.name}||Hello]],", facts) == f"Dear {name},"


@pytest.mark.parametrize(
    "source",
    [
        "{contact.nmae}",
        "{contact}",
        "{contact.unasked_referrer}",
        "{contact.__class__}",
        "{unless me.name}",
        "[[Dear {contact.name},",
        "Dear {contact.name}]],",
        "Hello || Bye",
        "Hello } there",
        "Hello { there",
        "[Hello]",
    ],
)
def test_a_wording_that_breaks_a_rule_is_refused_with_the_place(source):
    with pytest.raises(BadWording, match=r"“.+”"):
        read(f"Subject\n\n{source}")


def test_a_wording_needs_a_subject_and_a_body():
    with pytest.raises(BadWording, match="empty line"):
        read("Only a subject\n")


def test_a_fact_that_can_be_missing_stands_in_an_optional_part():
    with pytest.raises(BadWording, match="optional part"):
        body("My name is {me.name}.")


def test_every_fact_is_explained_to_those_who_write_wordings():
    explained = set(re.findall(r"`([a-z_]+(?:\.[a-z_]+)?)`", (FOLDER / "README.md").read_text("utf-8")))

    assert explained >= NAMES


def test_every_fact_a_wording_can_name_exists():
    for name in NAMES:
        assert Facts().find(name) is None or name in {"asked.minutes", "asked.minutes_in_person"}


def test_both_languages_have_the_same_wordings():
    english, french = ({file.name for file in (FOLDER / language).glob("*.txt")} for language in ("en", "fr"))

    assert english == french
    assert {f.name for f in fields(Text)} == {"subject", "body"}
