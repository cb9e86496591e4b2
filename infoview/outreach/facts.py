"""The facts a message may use: nothing else reaches a wording.

Each fact is one line of text, or missing (None). What the user typed in their own words comes in two forms, of
which one at most is there: a phrase to build a sentence around ("your talk in May"), or a sentence of its own
("I heard your talk in May.").
"""

import re
from dataclasses import dataclass, field, fields

from infoview.models.contact import FoundBy
from infoview.outreach.phrases import as_phrase, as_sentence, first_line, inside_sentence, said

MOST_ADVICE = 2
MOST_PEOPLE = 3

# What a wording may name; wording/README.md explains each.
NAMES = frozenset(
    re.findall(
        r"[a-z_.]+",
        """
        contact.address_as contact.name contact.organization contact.referrer
        me.name me.background me.background_sentence me.exploring me.exploring_sentence me.phone me.sign_off
        me.signature
        found.through found.online found.sentence found.school found.same_school found.employer found.same_employer
        found.event career asked.minutes asked.minutes_in_person asked.when
        meeting.when meeting.learned meeting.learned_sentence meeting.advice meeting.people meeting.people_met
        """,
    )
)


class _Lines:
    """Every text of a fact is one readable line, or missing."""

    def __post_init__(self) -> None:
        for each in fields(self):  # type: ignore[arg-type]
            value = getattr(self, each.name)
            if isinstance(value, str):
                object.__setattr__(self, each.name, said(value))
            elif isinstance(value, tuple):
                object.__setattr__(self, each.name, tuple(filter(None, map(said, value))))


@dataclass(frozen=True)
class Recipient(_Lines):
    """Who is written to. `referrer` is there only if their name may be used.

    No wording can reach the others: they decide what the user is asked. `unasked_referrer` is somebody of whom we
    do not know whether they mind being named.
    """

    name: str | None = None
    address_as: str | None = None
    organization: str | None = None
    referrer: str | None = None
    short_name: str | None = None
    is_referred: bool = False
    unasked_referrer: str | None = None


@dataclass(frozen=True)
class Found(_Lines):
    """How the user came upon the contact: the source and a line of their own words."""

    by: FoundBy | None = None
    text: str | None = None

    @property
    def sentence(self) -> str | None:
        """The user's words if they are a whole sentence; not about a referrer, who may not want to be named."""
        return None if self.by is FoundBy.REFERRED else as_sentence(self.text)

    @property
    def through(self) -> str | None:
        """The page, article or other thing that led to the contact."""
        return self._phrase(None, FoundBy.WEB, FoundBy.ARTICLE, FoundBy.OTHER)

    @property
    def online(self) -> bool:
        """Whether it was somewhere on the web."""
        return self.by is FoundBy.WEB

    @property
    def school(self) -> str | None:
        """The school both went to."""
        return self._phrase(FoundBy.SCHOOL)

    @property
    def same_school(self) -> bool:
        """Whether both went to the same school, named or not."""
        return self.by is FoundBy.SCHOOL

    @property
    def employer(self) -> str | None:
        """The employer both worked for."""
        return self._phrase(FoundBy.EMPLOYER)

    @property
    def same_employer(self) -> bool:
        """Whether both worked for the same employer, named or not."""
        return self.by is FoundBy.EMPLOYER

    @property
    def event(self) -> str | None:
        """The event where they met."""
        return self._phrase(FoundBy.EVENT)

    def _phrase(self, *sources: FoundBy | None) -> str | None:
        return as_phrase(self.text) if self.by in sources else None


@dataclass(frozen=True)
class Me(_Lines):
    """Who writes. `ending` holds the lines a message ends with, if the user has their own."""

    name: str | None = None
    about: str | None = None
    explores: str | None = None
    phone: str | None = None
    ending: tuple[str, ...] = ()

    @property
    def sign_off(self) -> str | None:
        """The words before the signature: the first line of the ending, unless it is the name already."""
        return None if self._begins_with_name else self.ending[0].rstrip(".") if self.ending else None

    @property
    def signature(self) -> str | None:
        """The rest of the ending: several lines, perhaps."""
        return "\n".join(self.ending if self._begins_with_name else self.ending[1:]) or None

    @property
    def _begins_with_name(self) -> bool:
        return bool(self.ending and self.name and self.name in self.ending[0])

    @property
    def background(self) -> str | None:
        """Who the user is, as a part of a sentence."""
        return as_phrase(self.about)

    @property
    def background_sentence(self) -> str | None:
        """Who the user is, in a sentence of their own."""
        return as_sentence(self.about)

    @property
    def exploring(self) -> str | None:
        """What the user explores, as a part of a sentence."""
        return as_phrase(self.explores)

    @property
    def exploring_sentence(self) -> str | None:
        """What the user explores, in a sentence of their own."""
        return as_sentence(self.explores)


@dataclass(frozen=True)
class Asked(_Lines):
    """What is asked, and when it was asked first ("on Thursday")."""

    minutes: int = 15
    minutes_in_person: int = 20
    when: str | None = None


@dataclass(frozen=True)
class Met(_Lines):
    """What the user noted about the last conversation; `people` were named in it, `people_met` seen since."""

    when: str | None = None
    notes: str | None = None
    advice: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    people_met: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "notes", first_line(self.notes))
        super().__post_init__()

    @property
    def learned(self) -> str | None:
        """What was learned, as a part of a sentence."""
        return as_phrase(self.notes)

    @property
    def learned_sentence(self) -> str | None:
        """What was learned, in a sentence of their own."""
        return as_sentence(self.notes)


@dataclass(frozen=True)
class Facts(_Lines):
    """Everything a message to one contact may use, in the language it is written in."""

    language: str = "en"
    contact: Recipient = field(default_factory=Recipient)
    me: Me = field(default_factory=Me)
    found: Found = field(default_factory=Found)
    asked: Asked = field(default_factory=Asked)
    meeting: Met = field(default_factory=Met)
    career: str | None = None

    def find(self, name: str) -> tuple[str, ...] | None:
        """Return the words of the fact of that name (none for a condition that holds), or None if it is missing."""
        assert name in NAMES
        value: object = self
        for step in name.split("."):
            value = getattr(value, step)
        if not value:
            return None
        if name == "meeting.advice":
            return tuple(inside_sentence(line, self.language) for line in self.meeting.advice[:MOST_ADVICE])
        if isinstance(value, tuple):
            return value[:MOST_PEOPLE]
        return () if value is True else (str(value),)
