"""What the user typed, made ready to stand in somebody else's sentence."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time

from babel.dates import format_date

from infoview.text import clean_line, fold

AND = {"en": "and", "fr": "et"}
OR = {"en": "or", "fr": "ou"}
AT = {"en": "at", "fr": "à"}
TODAY = {"en": "today", "fr": "aujourd'hui"}

# Marks that turn the direction of all that follows them: one in a name would garble the whole letter.
_TURNING = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])

# Letters by name that nobody sees.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0")

# "I saw your talk" can stand by itself; "your talk in May" needs a sentence around it.
_SPEAKER = re.compile(
    r"(?:i|we|you|je|tu|nous|vous)\s|(?:i|we|you)['’](?:m|ve|d|ll|re)\s|j['’]|c['’](?:est|était)\s",
    re.IGNORECASE,
)

# Advice is noted as "Read the annual report". Inside a sentence such a verb loses its capital; a name must not.
_VERBS = {
    "en": re.compile(
        r"(?:apply|ask|attend|avoid|be|begin|bring|build|call|check|choose|collect|compare|consider|contact|do|draw"
        r"|explore|find|follow|get|give|go|help|join|keep|learn|listen|look|make|meet|offer|plan|practi[cs]e|prepare"
        r"|put|reach|read|register|run|search|see|send|set|shadow|share|show|sign|sit|speak|spend|start|stay|study"
        r"|subscribe|take|talk|tell|think|try|update|use|visit|volunteer|walk|watch|work|write)\Z"
    ),
    "fr": re.compile(
        r"(?:aller|apprendre|appeler|assister|chercher|choisir|commencer|comparer|comprendre|consulter|contacter"
        r"|continuer|contribuer|demander|devenir|découvrir|envoyer|essayer|explorer|faire|garder|lire|mettre|ne|noter"
        r"|obtenir|observer|oser|parler|participer|passer|penser|poser|postuler|prendre|proposer|préparer|publier"
        r"|reprendre|regarder|rejoindre|rencontrer|se|suivre|s['’]\w+er|s['’]inscrire|tenir|tenter|tester|travailler"
        r"|trouver|téléphoner|valider|visiter|voir|vérifier|échanger|écouter|écrire|étudier|éviter)\Z"
    ),
}

_VOWELS = frozenset("aeiouœæ")

# What begins so has a small word already: people complete "J'ai trouvé votre nom grâce à …" in their own way.
_HAS_ITS_WORD = {"de": re.compile(r"(?:de|du|des)\s|d['’]"), "à": re.compile(r"(?:à|au|aux)\s")}
_CONTRACTED = {
    "de": {"le": "du", "Le": "du", "les": "des", "Les": "des", "au": "du", "aux": "des", "à": "de"},
    "à": {"le": "au", "Le": "au", "les": "aux", "Les": "aux"},
}

# French words and names whose h is silent; before any other h nothing is elided.
_SILENT_H = re.compile(
    r"habi|hadr|harmo|heb[de]|helen|heli|henri|her[bmv]|heur|hila|hipp|hist|homeo|hono|hopi|hora|hor[lt]|hosp|hote"
    r"|hubert|hugu|huil|hum|hya|hyd|hyg|hypn"
)


def said(text: str | None) -> str | None:
    """Return `text` on one line with single spaces, or None if there is nothing to read in it.

    A comma or colon at its end goes: the wording has marks of its own.
    """
    line = clean_line((text or "").translate(_TURNING)).rstrip(" ,;:")
    return line if any(map(_is_readable, line)) else None


def first_line(text: str | None) -> str | None:
    """Return the first line of `text` that says something, without the dash of a list."""
    for line in (text or "").splitlines():
        if found := said(line.strip().lstrip("-*•–— \t")):
            return found
    return None


def is_sentence(text: str | None) -> bool:
    """Whether `text` can stand by itself: somebody speaks in it."""
    return bool(text and _SPEAKER.match(text))


def as_sentence(text: str | None) -> str | None:
    """Return `text` as a sentence if it is one, with its capital and its full stop."""
    if not text or not is_sentence(text):
        return None
    sentence = text[0].upper() + text[1:]
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def as_phrase(text: str | None) -> str | None:
    """Return `text` as a part of a sentence, or None if it is a sentence of its own."""
    return None if is_sentence(text) else text


def quoted(text: str, language: str) -> str:
    """Return somebody's own words as a part of a sentence: “I never planned it”."""
    line = text[:-1] if text.endswith(".") and not text.endswith("..") else text
    return f"« {line} »" if language == "fr" else f"“{line}”"


def inside_sentence(text: str, language: str) -> str:
    """Return advice ("Read the report.") as it stands inside a sentence ("read the report")."""
    verb, space, rest = text.partition(" ")
    if _VERBS[language].match(verb.lower()):
        verb = verb.lower()
    line = f"{verb}{space}{rest}"
    return line[:-1] if line.endswith(".") and not line.endswith("..") else line


def listed(items: Sequence[str], language: str) -> str:
    """Return the items in words: "Ada", "Ada and Mary", "Ada, Mary and Charles"."""
    *firsts, last = items
    return f"{', '.join(firsts)} {AND[language]} {last}" if firsts else last


def either(items: Sequence[str], language: str) -> str:
    """Return the items as a choice in words: "Monday", "Monday or Tuesday"."""
    *firsts, last = items
    return f"{', '.join(firsts)} {OR[language]} {last}" if firsts else last


def joined(word: str, text: str) -> str:
    """Return the French word `de`, `à` or `que` with `text` after it: "d'Ada", "du forum", "aux ateliers"."""
    if word in _HAS_ITS_WORD and _HAS_ITS_WORD[word].match(text):
        return text
    article, space, rest = text.partition(" ")
    if space and article in _CONTRACTED.get(word, {}):
        return f"{_CONTRACTED[word][article]} {rest}"
    if word in ("de", "que") and _starts_with_vowel(text):
        return f"{word[:-1]}'{text}"
    return f"{word} {text}"


def day_said(day: date, today: date, language: str) -> str:
    """Return a past day as a letter says it: "today", "on Thursday" within a week, else "on 12 May"."""
    if day == today:
        return TODAY[language]
    near = 0 <= (today - day).days < 7
    words = format_date(day, "EEEE" if near else "d MMMM", locale=language)
    if language == "en":
        return f"on {words}"
    if near:
        return words
    return f"le 1er {words[2:]}" if day.day == 1 else f"le {words}"


def coming_day_said(day: date, language: str) -> str:
    """Return a day to come as a letter says it: "Thursday 12 May", "jeudi 12 mai"."""
    words = format_date(day, "EEEE d MMMM", locale=language)
    return words.replace(" 1 ", " 1er ") if language == "fr" else words


def times_listed(walls: Sequence[datetime], language: str) -> list[str]:
    """Return times to come day by day: "Tuesday 12 May at 9:00 or 11:00", "Thursday 14 at 15:30" in the same month."""
    days: dict[date, list[str]] = {}
    for wall in walls:
        days.setdefault(wall.date(), []).append(clock_said(wall.time(), language))
    said, before = [], None
    for day, clocks in days.items():
        words = coming_day_said(day, language)
        is_same_month = before is not None and (before.year, before.month) == (day.year, day.month)
        words = words.rpartition(" ")[0] if is_same_month else words
        said.append(f"{words} {AT[language]}\u00a0{either(clocks, language)}")
        before = day
    return said


def clock_said(wall: time, language: str) -> str:
    """Return a time of day as a letter says it: "14:30", "14 h 30"."""
    if language == "fr":
        return f"{wall.hour}\u00a0h" + (f"\u00a0{wall.minute:02}" if wall.minute else "")
    return f"{wall.hour}:{wall.minute:02}"


def _is_readable(character: str) -> bool:
    category = unicodedata.category(character)
    return (category[0] in "LN" or category == "So") and character not in _BLANK


def _starts_with_vowel(text: str) -> bool:
    word = fold(text.split()[0])
    if word.startswith("y"):
        return len(word) > 1 and word[1] not in _VOWELS  # d'Yves, but de Yannick
    if word == "oui" or word.startswith("onz"):
        return False
    return word[:1] in _VOWELS or _SILENT_H.match(word) is not None
