"""The small language of the wordings."""

import re
from dataclasses import replace

import pytest

from infoview.models.contact import Formality, FoundBy
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach.fact_names import ALWAYS_THERE, CONDITIONS, NAMES
from infoview.outreach.facts import Facts, Found, Me, Met, Recipient
from infoview.outreach.sample import sample_facts
from infoview.outreach.wording import (
    FOLDER,
    BadWording,
    Original,
    Text,
    originals,
    read,
    source_of,
    text_of,
    utf16_units,
)

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
    ("source", "line", "column", "words"),
    [
        ("A\n\nHello {contact.nmae},", 3, 7, "“{contact.nmae}” is no fact"),
        ("{contact}\n\nHello", 1, 1, "“{contact}” is no fact"),
        ("A\n\n{contact.unasked_referrer}", 3, 1, "is no fact"),
        ("A\n\nHello\n  {unless me.name}", 4, 3, "is no fact"),
        ("A\n\n[[{found.online}yes]]", 3, 3, "write “{if found.online}”"),
        ("A\n\nMy name is {me.name}.", 3, 12, "“{me.name}” can be missing"),
        ("A\n\n{if me.name}Hello", 3, 1, "can be missing"),
        ("A\n\nDear [[{me.name}[[, x]],", 3, 6, "not closed with “]]”"),
        ("A\n\n[[one\n\n[[two", 5, 1, "not closed with “]]”"),
        ("A\n\nDear {contact.name}]],", 3, 6, "can be missing"),
        ("A\n\nDear]],", 3, 5, "“]]” stands outside"),
        ("A\n\nHello || Bye", 3, 7, "“||” stands outside"),
        ("A\n\nHello } there", 3, 7, "“}” belongs to no field"),
        ("A\n\nHello { there", 3, 7, "“{” belongs to no field"),
        ("A\n\n[Hello]", 3, 1, "“[” belongs to no field"),
        ("\n\nHello [you]", 3, 7, "“[” belongs to no field"),
        ("A\r\n\r\nOne.\r\n]]", 4, 1, "“]]” stands outside"),
        ("A\n\nOne.\n====\nTwo {x}", 5, 5, "is no fact"),
        ("A\n\n" + "[[" * 5000, 3, 17, "Too many optional parts"),
        ("Only a subject\n", 1, 15, "a subject, an empty line, and a message"),
        ("A\n\n \n", 1, 2, "a subject, an empty line, and a message"),
        ("", 1, 1, "a subject, an empty line, and a message"),
    ],
)
def test_what_is_wrong_with_a_wording_is_said_with_its_place(source, line, column, words):
    with pytest.raises(BadWording) as caught:
        read(source)

    assert words in str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)


TRICKS = [
    "{contact.__class__}",
    "{contact.name.__class__.__mro__}",
    "{contact.__init__.__globals__}",
    "{0.__class__}",
    "{contact[name]}",
    "{contact.name!r}",
    "{contact.name:>1000000000}",
    "{{ 7 * 7 }}",
    "{% for x in (1).__class__.__base__.__subclasses__() %}x{% endfor %}",
    "{# comment #}",
    "{if __import__('os')}",
    "{me.name.upper()}",
    "{Me.name}",
    "{facts}",
    "{}",
]


@pytest.mark.parametrize("trick", TRICKS)
def test_a_wording_runs_no_code_but_is_refused(trick):
    for source in (f"{trick}\n\nHello", f"Hello\n\n{trick}", f"Hello\n\n[[{trick}]]"):
        with pytest.raises(BadWording):
            read(source)


@pytest.mark.parametrize(
    "trick", ["${7*7}", "<%= 7*7 %>", "#{7*7}", "%(name)s", "%s", "__import__('os')", "<script>x</script>"]
)
def test_other_signs_in_a_wording_are_only_signs(trick):
    if "{" in trick:
        with pytest.raises(BadWording):
            read(f"A\n\n{trick}")
    else:
        assert body(trick) == trick


def test_a_wording_can_do_without_a_subject():
    assert text_of(read("\n\nHello.\n"), ADA) == Text("", "Hello.")
    assert text_of(read("\nHello.\n"), ADA) == Text("", "Hello.")


def test_the_first_version_that_fits_is_taken_else_the_last():
    wording = read("\n\nOne two three\n====\nOne [[{contact.name}]]\n====\nOne\n")

    texts = {limit: text_of(wording, ADA, limit=limit).body for limit in (None, 13, 12, 3, 1)}

    assert texts == {None: "One two three", 13: "One two three", 12: "One", 3: "One", 1: "One"}


def test_length_is_counted_in_utf_16_units():
    assert [utf16_units(text) for text in ("abc", "é", "🚂", "👩‍🔬", "")] == [3, 1, 2, 5, 0]
    assert text_of(read("\n\n🚂🚂\n====\nno"), ADA, limit=3).body == "no"


def test_every_fact_is_explained_to_those_who_write_wordings():
    explained = set(re.findall(r"`([a-z_]+(?:\.[a-z_]+)?)`", (FOLDER / "README.md").read_text("utf-8")))

    assert explained >= NAMES


def test_every_fact_a_wording_can_name_exists():
    for name in NAMES:
        assert (Facts().find(name) is None) is (name not in ALWAYS_THERE)
    assert ALWAYS_THERE | CONDITIONS <= NAMES


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_sample_has_words_for_every_fact_of_one_kind_or_another(language):
    facts = [sample_facts(language), *(sample_facts(language, route) for route in Route)]
    said = {name for name in NAMES for each in facts if each.find(name)}

    assert NAMES - CONDITIONS - said == {
        "asked.free",
        "found.employer",
        "found.sentence",
        "me.background_sentence",
        "me.exploring_sentence",
        "me.news",
        "me.sign_off",
        "me.signature",
        "meeting.learned_sentence",
        "about.learned_sentence",
    }


def test_our_wordings_have_the_same_names_in_every_voice():
    english, french, familiar = (
        {original.name for original in originals(*voice)}
        for voice in (("en", Formality.FORMAL), ("fr", Formality.FORMAL), ("fr", Formality.FAMILIAR))
    )

    assert english == french == familiar
    assert originals("en", Formality.FAMILIAR) == originals("en", Formality.FORMAL)


def test_a_wording_of_ours_is_found_by_its_name_and_nothing_else_is():
    cold = Original("email/request-cold-1", MessageKind.REQUEST, Route.COLD, Channel.EMAIL)

    assert originals("en", Formality.FORMAL)[0] == cold
    assert source_of(cold.name, "en", Formality.FORMAL).startswith("{asked.minutes} minutes")
    for name in ("email/request-cold-9", "../README", "../en/email/request-cold-1", "", "email/request-cold-1.txt"):
        with pytest.raises(KeyError):
            source_of(name, "en", Formality.FORMAL)
    assert originals("../wording/en", Formality.FORMAL) == ()
