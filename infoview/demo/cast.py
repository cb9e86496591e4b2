"""Who appears in the sample data: as many invented people as are wanted, always the same ones."""

import itertools
import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from infoview.models.contact import FoundBy, Warmth
from infoview.people.actions import Facts
from infoview.text import fold

STORY = Path(__file__).with_name("story")
SEED = 2026
DOMAIN = "example.org"
SOURCES = (FoundBy.WEB, FoundBy.ARTICLE, FoundBy.SCHOOL, FoundBy.EMPLOYER, FoundBy.EVENT, FoundBy.OTHER)

Texts = dict[str, Any]


# Which career the next person belongs to: most are of the first two, about which there is something to decide.
TURNS = (0, 1, 0, 1, 2, 0, 1, 0, 3, 1, 0, 1, 4, 0, 1, 0, 5, 1)


@dataclass(frozen=True, slots=True)
class Career:
    """A career with what people in it are called, tell and advise; `heard` is what is written up, if anything is."""

    name: str
    titles: list[str]
    learned: list[str]
    advice: list[str]
    heard: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person with the facts a user would have entered."""

    full_name: str
    career: Career
    facts: Facts


@cache
def texts(name: str) -> Texts:
    """Return what one file of the story holds."""
    return tomllib.loads((STORY / f"{name}.toml").read_text("utf-8"))


def people(language: str, *, expected: int, but: set[str]) -> Iterator[Person]:
    """Return invented people, those whose folded names are in `but` left out.

    `expected` says how many are wanted: the more, the more organizations they work for.
    """
    cast, story = texts("cast"), texts(language)
    dice = random.Random(SEED)
    names = list(itertools.product(cast["given"], cast["family"]))
    dice.shuffle(names)
    heard = [*texts(f"heard-{language}")["careers"], *itertools.repeat({}, len(story["careers"]))]
    careers = [Career(**career, heard=told) for career, told in zip(story["careers"], heard)]
    organizations = dice.sample(cast["organization_names"], len(cast["organization_names"]))[: 10 + expected // 50]
    for number, (given, family) in enumerate(names):
        if fold(f"{given} {family}") not in but:
            turn = TURNS[number % len(TURNS)]
            career = careers[turn]
            kind = dice.choice(cast["organization_kinds"][turn])
            facts = _facts(given, family, career, f"{dice.choice(organizations)} {kind}", story, cast, dice)
            yield Person(f"{given} {family}", career, facts)


def _facts(
    given: str, family: str, career: Career, organization: str, story: Texts, cast: Texts, dice: random.Random
) -> Facts:
    source = dice.choice(SOURCES)
    facts = Facts(
        given_name=given,
        family_name=family,
        address_as=given,
        title=dice.choice(career.titles),
        organization=organization,
        career=career.name,
        place=dice.choice(cast["places"]),
        found_by=source,
        found_text=dice.choice(story["found"][source.value]),
        ease=dice.randint(1, 5),
        value=dice.randint(2, 5),
        warmth=dice.choice((Warmth.WARM, Warmth.COOL)),
        tags=[story["tag"], *dice.sample(story["also_tagged"], dice.choice((0, 0, 1)))],
    )
    if dice.random() < 0.8:
        facts["emails"] = [f"{_slug(given)}.{_slug(family)}@{_slug(organization)}.{DOMAIN}"]
    if dice.random() < 0.3:
        facts["links"] = [f"https://{DOMAIN}/people/{_slug(given)}-{_slug(family)}"]
    if dice.random() < 0.2:
        facts["phones"] = [f"+44 20 7946 0{dice.randrange(1000):03}"]  # numbers kept for stories
    return facts


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
