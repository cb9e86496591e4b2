"""Names that should not be in a message: a referrer's who has not agreed, or another contact's."""

import re

from infoview.etiquette.findings import Known, Span
from infoview.etiquette.greeting import Greeting, names_in
from infoview.etiquette.name_words import WORDS_TOO
from infoview.etiquette.names import (
    family_name,
    given_name,
    is_one_of,
    names_of,
    occurrences,
    of_contact,
    parts_of,
    with_title,
)
from infoview.etiquette.plainly import plain
from infoview.etiquette.reading import Hit, Reading
from infoview.models.message import MessageKind
from infoview.text import fold

# These speak of other people rightly.
TELLING = frozenset({MessageKind.THANK_YOU, MessageKind.UPDATE, MessageKind.INTRODUCTION, MessageKind.REFERRER_THANKS})


def of_referrer(known: Known, reading: Reading) -> list[Hit]:
    """Return where the referrer is named: in full, by the family name, or by a given name that means nobody else."""
    assert known.referrer is not None
    person = known.referrer
    given, family = given_name(person), family_name(person)
    hits = list(occurrences(person.full_name, reading))
    also = of_contact(known) | parts_of(f"{known.facts.me.name or ''} {known.facts.about.name or ''}")
    for name in (family, given):
        if name and fold(name) not in also:
            hits += [hit for hit in occurrences(name, reading) if _is_name(hit, reading) and not _inside(hit, hits)]
    return sorted(hits, key=lambda hit: (hit.span.part, hit.start))


def left_out(hit: Hit, reading: Reading) -> tuple[Span, str]:
    """Return the span of a name, and what stands there when the person is not named."""
    span = with_title(hit, reading)
    before = hit.sentence.plain[: span.start - hit.sentence.start]
    friend = reading.words.a_friend.search(before)
    if friend:
        comma = 1 if hit.after.startswith(",") and before.rstrip().endswith(",") else 0
        return Span(span.part, hit.sentence.start + friend.end(1), span.end + comma), ""
    acquaintance = reading.words.acquaintance
    small = re.search(r"(?:\bde |\bd'|\bque |\bqu')$", before) if reading.language == "fr" else None
    if small:
        word = "d'" if small[0].startswith("d") else "qu'"
        return Span(span.part, span.start - len(small[0]), span.end), f"{word}{acquaintance}"
    begins = not before.strip()
    return span, acquaintance[0].upper() + acquaintance[1:] if begins else acquaintance


def wrong_greeting(known: Known, reading: Reading) -> Greeting | None:
    """Return the greeting if it is for somebody else."""
    greeting = reading.greeting
    if greeting is None:
        return None
    greeted = names_in(greeting.name)
    right = of_contact(known)
    if not greeted or not right or any(is_one_of(name, right) for name in greeted):
        return None
    others = set().union(*(names_of(person) for person in known.others))
    is_other = any(fold(name) in others for name in greeted)
    looks_like_one = all(name[0].isupper() and name[-1].isalpha() for name in greeted) and len(greeted) <= 4
    return greeting if (is_other or looks_like_one) and "[" not in greeting.name and greeted != ["None"] else None


def of_others(known: Known, reading: Reading) -> list[Hit]:
    """Return where another contact is named as if the message were to them, or had come from one to them."""
    hits: list[Hit] = []
    greeting = reading.greeting
    right = of_contact(known) | parts_of(known.facts.me.name or "")
    for person in known.others:
        found = list(occurrences(person.full_name, reading)) if " " in person.full_name else []
        tells = reading.written.kind in TELLING
        hits += [hit for hit in found if _is_spoken_to(hit) or not (tells or _is_told_of(hit, reading))]
        family, given = family_name(person), given_name(person)
        if family and fold(family) not in right:
            titled = [hit for hit in occurrences(family, reading) if with_title(hit, reading) != hit.span]
            hits += [hit for hit in titled if _is_spoken_to(hit) and not _inside(hit, found)]
        if given and fold(given) not in right:
            hits += [hit for hit in occurrences(given, reading) if _is_spoken_to(hit) and not _inside(hit, found)]
    if greeting is not None:
        hits = [
            hit for hit in hits if hit.span.part != "body" or hit.start >= greeting.end or hit.end <= greeting.start
        ]
    return sorted(hits, key=lambda hit: (hit.span.part, hit.start))


def put_right(greeting: Greeting | None, others: list[Hit], known: Known, reading: Reading) -> list[tuple[Span, str]]:
    """Return what a mend puts in the place of wrong names; nothing if one of them cannot simply be replaced."""
    changes = []
    if greeting is not None:
        changes.append((Span("body", greeting.start, greeting.end), as_greeted(greeting, known)))
    for hit in others:
        if not _is_spoken_to(hit):
            return []
        span = with_title(hit, reading)
        is_titled = span != hit.span
        changes.append(
            (span, known.facts.contact.address_as if is_titled and known.facts.contact.address_as else short(known))
        )
    return changes


def as_greeted(greeting: Greeting, known: Known) -> str:
    """Return the contact's name as it fits after the greeting's own words."""
    to = known.facts.contact
    name = to.address_as or (given_name(known.contact) if len(greeting.name.split()) == 1 else known.contact.full_name)
    title, _space, rest = name.partition(" ")
    is_said = plain(greeting.opens.split()[-1] if greeting.opens.split() else "") == plain(title)
    return rest if is_said and rest else name


def short(known: Known) -> str:
    """Return the name the contact goes by."""
    return given_name(known.contact) or known.contact.full_name


def _is_name(hit: Hit, reading: Reading) -> bool:
    """Whether a name that is a word, too, is meant as a name."""
    if fold(hit.words) not in WORDS_TOO:
        return True
    return with_title(hit, reading) != hit.span or reading.words.acts_on.match(hit.after) is not None


def _is_spoken_to(hit: Hit) -> bool:
    """Whether the name is that of the person spoken to: set off by commas, or after thanks."""
    before = re.sub(r"(?:mrs?|ms|dr|m|mme|mlle|prof)\.? $|(?:madame|monsieur|professor) $", "", hit.before)
    ends = re.match(r"\s{0,3}(?:[,.!?;]|$)", hit.after)
    return bool(ends and re.search(r"(?:,|thank you(?: again)?,?|thanks(?: again)?,?|merci(?: encore)?,?) $", before))


def _is_told_of(hit: Hit, reading: Reading) -> bool:
    return reading.words.spoke_of.search(hit.before[-70:]) is not None


def _inside(hit: Hit, others: list[Hit]) -> bool:
    return any(each.span.part == hit.span.part and each.start <= hit.start and hit.end <= each.end for each in others)
