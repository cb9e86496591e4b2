"""Whether somebody in a file is perhaps already among the contacts, or further up in the same file.

Every question is one look-up in a dictionary, so ten thousand people against ten thousand contacts take
a fraction of a second. What is missing (an e-mail address, mostly) is never looked up.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from infoview.transfer.people_reader import Person
from infoview.transfer.signs import Known, Signs, signs_of
from infoview.transfer.similar_names import SimilarNames


class Why(StrEnum):
    """What two people have in common, the strongest sign first."""

    LINK = "link"
    EMAIL = "email"
    NAME_AND_ORGANIZATION = "name_and_organization"
    NAME = "name"
    SIMILAR_NAME = "similar_name"


@dataclass(frozen=True, slots=True)
class Likeness:
    """A person of the file who is perhaps the known one, and why."""

    person: Person
    known: Known
    why: Why


@dataclass(frozen=True, slots=True)
class Matched:
    """The people of a file: new ones, and those who are perhaps already there."""

    new: list[Person] = field(default_factory=list)
    perhaps: list[Likeness] = field(default_factory=list)


def match(people: Iterable[Person], contacts: Iterable[Known]) -> Matched:
    """Sort the people of a file into new ones and those who are perhaps already there."""
    index = _Index()
    for contact in contacts:
        index.add(signs_of(contact))
    matched = Matched()
    for person in people:
        signs = signs_of(Known(None, person.full_name, person.organization, person.emails, person.links, person.line))
        found = index.find(signs)
        if found:
            matched.perhaps.append(Likeness(person, *found))
        else:
            matched.new.append(person)
        index.add(signs)
    return matched


class _Index:
    """Everybody known so far, by everything they can be known by. The first one of two alike stays."""

    def __init__(self) -> None:
        self.by_link: dict[str, Signs] = {}
        self.by_email: dict[str, Signs] = {}
        self.by_name: dict[str, Signs] = {}
        self.by_name_at: dict[tuple[str, str], Signs] = {}  # at an organization, "" if it is not known
        self.similar = SimilarNames()

    def add(self, signs: Signs) -> None:
        """Remember somebody."""
        for link in signs.links:
            self.by_link.setdefault(link, signs)
        for email in signs.emails:
            self.by_email.setdefault(email, signs)
        if signs.name:
            self.by_name.setdefault(signs.name, signs)
            self.by_name_at.setdefault((signs.name, signs.organization), signs)
            self.similar.add(signs)

    def find(self, signs: Signs) -> tuple[Known, Why] | None:
        """Return who this may be, by the strongest sign there is."""
        for sign, found in self._candidates(signs):
            if found is not None:
                return found.known, sign
        return None

    def _candidates(self, signs: Signs) -> Iterator[tuple[Why, Signs | None]]:
        yield Why.LINK, _first(self.by_link, signs.links)
        yield Why.EMAIL, _first(self.by_email, signs.emails)
        if not signs.name:
            return
        if signs.organization:
            yield Why.NAME_AND_ORGANIZATION, self.by_name_at.get((signs.name, signs.organization))
        namesake = self.by_name_at.get((signs.name, "")) if signs.organization else self.by_name.get(signs.name)
        yield Why.NAME, namesake if namesake and namesake.may_be(signs) else None
        yield Why.SIMILAR_NAME, self.similar.find(signs)


def _first(index: dict[str, Signs], keys: tuple[str, ...]) -> Signs | None:
    return next((index[key] for key in keys if key in index), None)
