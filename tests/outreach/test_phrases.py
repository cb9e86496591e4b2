"""What the user typed, made ready to stand in a sentence."""

from datetime import date, time

import pytest

from infoview.outreach import phrases


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Ada \n Byron ", "Ada Byron"),
        ("Ms. Byron,", "Ms. Byron"),
        ("Babbage & Co.", "Babbage & Co."),
        ("None", "None"),
        ("{contact.name}", "{contact.name}"),
        ("李小龍", "李小龍"),
        ("🚂", "🚂"),
        ("Ada\u202eByron", "AdaByron"),
    ],
)
def test_a_line_is_said_as_typed_on_one_line(text, line):
    assert phrases.said(text) == line


@pytest.mark.parametrize("text", [None, "", "  \n\t", "\u200b", "\u3164", "—", "?", "{}", "\u202e", "\x00"])
def test_a_line_with_nothing_to_read_is_missing(text):
    assert phrases.said(text) is None


def test_the_first_line_of_notes_is_the_one_that_says_something():
    assert phrases.first_line("\n - \n- most of the day is listening\n- and writing") == "most of the day is listening"
    assert phrases.first_line("\n\n") is None


@pytest.mark.parametrize(
    "text",
    [
        "I saw your talk",
        "i saw your talk",
        "We were both at Bracken",
        "I’m a teacher",
        "Je vous ai lue",
        "J'ai lu",
        "You spoke",
        "Tu as parlé du métier",
    ],
)
def test_what_somebody_says_is_a_sentence_of_its_own(text):
    assert phrases.as_phrase(text) is None
    assert phrases.as_sentence(text) == text[0].upper() + text[1:] + "."


@pytest.mark.parametrize(
    "text", ["your talk in May", "Innovation fair", "Jesper", "youth work", "Notre Dame", "I, Robot"]
)
def test_anything_else_is_a_part_of_a_sentence(text):
    assert phrases.as_phrase(text) == text
    assert phrases.as_sentence(text) is None


def test_a_sentence_keeps_the_mark_it_ends_with():
    assert phrases.as_sentence("I wonder…") == "I wonder…"


@pytest.mark.parametrize(
    ("text", "language", "inside"),
    [
        ("Read the annual report.", "en", "read the annual report"),
        ("Sit in on a class.", "en", "sit in on a class"),
        ("LinkedIn first", "en", "LinkedIn first"),
        ("Mary knows the field", "en", "Mary knows the field"),
        ("Lire le rapport", "fr", "lire le rapport"),
        ("S'inscrire au salon", "fr", "s'inscrire au salon"),
        ("S'informer d'abord", "fr", "s'informer d'abord"),
        ("Ne pas se presser", "fr", "ne pas se presser"),
        ("Écrire à Pierre", "fr", "écrire à Pierre"),
        ("Pierre le sait", "fr", "Pierre le sait"),
        ("Wait and see...", "en", "Wait and see..."),
    ],
)
def test_advice_loses_the_capital_of_its_verb_inside_a_sentence(text, language, inside):
    assert phrases.inside_sentence(text, language) == inside


def test_lists_are_joined_in_words():
    assert phrases.listed(["Ada"], "en") == "Ada"
    assert phrases.listed(["Ada", "Mary"], "en") == "Ada and Mary"
    assert phrases.listed(["Ada", "Mary", "Ivy"], "fr") == "Ada, Mary et Ivy"


@pytest.mark.parametrize(
    ("word", "text", "together"),
    [
        ("de", "Ada", "d'Ada"),
        ("de", "Mary", "de Mary"),
        ("de", "Émilie", "d'Émilie"),
        ("de", "Œuvres", "d'Œuvres"),
        ("de", "Yves", "d'Yves"),
        ("de", "Yannick", "de Yannick"),
        ("de", "Hélène", "d'Hélène"),
        ("de", "Henri", "d'Henri"),
        ("de", "Hans", "de Hans"),
        ("de", "Hassan", "de Hassan"),
        ("de", "le forum", "du forum"),
        ("de", "Les Échos", "des Échos"),
        ("de", "la soirée", "de la soirée"),
        ("de", "l'atelier", "de l'atelier"),
        ("de", "Léa", "de Léa"),
        ("de", "onze ateliers", "de onze ateliers"),
        ("de", "李", "de 李"),
        ("que", "Ada", "qu'Ada"),
        ("que", "Mary", "que Mary"),
        ("à", "le site", "au site"),
        ("à", "les ateliers", "aux ateliers"),
        ("à", "Ada", "à Ada"),
        ("à", "votre article", "à votre article"),
        ("à", "au podcast", "au podcast"),
        ("à", "Aude", "à Aude"),
        ("de", "du salon", "du salon"),
        ("de", "des rencontres", "des rencontres"),
        ("de", "d'une soirée", "d'une soirée"),
        ("de", "au salon", "du salon"),
        ("de", "à l'atelier", "de l'atelier"),
        ("de", "Aude Roy", "d'Aude Roy"),
        ("de", "Denise", "de Denise"),
        ("de", "Desmond Ash", "de Desmond Ash"),
        ("de", "Hadrien", "d'Hadrien"),
        ("de", "Horace", "d'Horace"),
    ],
)
def test_french_small_words_join_what_follows_them(word, text, together):
    assert phrases.joined(word, text) == together


@pytest.mark.parametrize(
    ("day", "language", "words"),
    [
        (date(2026, 5, 14), "en", "today"),
        (date(2026, 5, 12), "en", "on Tuesday"),
        (date(2026, 5, 8), "en", "on Friday"),
        (date(2026, 5, 7), "en", "on 7 May"),
        (date(2026, 5, 14), "fr", "aujourd'hui"),
        (date(2026, 5, 12), "fr", "mardi"),
        (date(2026, 5, 7), "fr", "le 7 mai"),
        (date(2026, 5, 1), "fr", "le 1er mai"),
    ],
)
def test_a_day_is_said_as_a_letter_says_it(day, language, words):
    assert phrases.day_said(day, date(2026, 5, 14), language) == words


def test_a_day_to_come_is_said_with_its_weekday():
    assert phrases.coming_day_said(date(2026, 5, 14), "en") == "Thursday 14 May"
    assert phrases.coming_day_said(date(2026, 5, 14), "fr") == "jeudi 14 mai"
    assert phrases.coming_day_said(date(2026, 5, 1), "fr") == "vendredi 1er mai"


def test_a_time_is_said_as_a_letter_says_it():
    assert [phrases.clock_said(time(9, 5), language) for language in ("en", "fr")] == ["9:05", "9\u00a0h\u00a005"]
    assert [phrases.clock_said(time(14), language) for language in ("en", "fr")] == ["14:00", "14\u00a0h"]
