"""People's names: what they are made of, which are alike, and where they stand in a draft."""

import re
from collections.abc import Iterator

from infoview.etiquette.findings import Known, Person, Span
from infoview.etiquette.greeting import names_in
from infoview.etiquette.name_words import NICKNAMES
from infoview.etiquette.plainly import plain
from infoview.etiquette.reading import Hit, Reading
from infoview.text import fold


def parts_of(name: str) -> set[str]:
    """Return the single names in a name, folded."""
    return {part for word in names_in(name) for part in (*re.split(r"[-.]", fold(word)), fold(word)) if len(part) > 1}


def names_of(person: Person) -> set[str]:
    """Return every single name of somebody, folded."""
    return parts_of(f"{person.full_name} {person.given_name} {person.family_name}")


def given_name(person: Person) -> str:
    """Return the given name, guessed from the full name if it is not known."""
    return person.given_name or (person.full_name.split() or [""])[0]


def family_name(person: Person) -> str:
    """Return the family name, guessed from the full name if it is not known."""
    words = person.full_name.split()
    return person.family_name or (words[-1] if len(words) > 1 else "")


def is_one_of(name: str, known_names: set[str]) -> bool:
    """Whether a name is among those known: itself, shortened, or as a nickname."""
    folded = fold(name).rstrip(".")
    if len(folded) <= 1:
        return any(each.startswith(folded) for each in known_names)
    for each in (folded, *re.split(r"[-.]", folded)):
        long = NICKNAMES.get(each, each)
        for other in known_names:
            if other in (each, long) or NICKNAMES.get(other, other) in (each, long):
                return True
            if min(len(each), len(other)) >= 3 and (other.startswith(each) or each.startswith(other)):
                return True
    return False


def of_contact(known: Known) -> set[str]:
    """Return every name the contact may be greeted by."""
    to = known.facts.contact
    organization = parts_of(to.organization or "")
    return (
        names_of(known.contact)
        | parts_of(f"{to.name or ''} {to.address_as or ''} {to.short_name or ''}")
        | organization
    )


def occurrences(name: str, reading: Reading) -> Iterator[Hit]:
    """Yield where a name stands as it is written, with a capital; not where only its letters do."""
    if len(name) < 2:
        return
    pattern = re.compile(rf"(?<![\w@.-]){re.escape(plain(name))}(?![\w@])")
    for hit in reading.find(pattern):
        if reading.text_of(hit.span)[:1] == name[:1]:
            yield hit


def with_title(hit: Hit, reading: Reading) -> Span:
    """Return the span of a name together with the title before it ("Mrs. Somerville")."""
    title = re.search(r"(?<!\w)(?:mrs?|ms|miss|mx|dr|prof|professor|m|mme|mlle|madame|monsieur)\.?[ ]$", hit.before)
    return Span(hit.span.part, hit.start - len(title[0]), hit.end) if title else hit.span
