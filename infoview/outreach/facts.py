"""The facts a message may use: nothing else reaches a wording.

Each fact is one line of text, or missing (None). What the user typed in their own words comes in two forms, of
which one at most is there: a phrase to build a sentence around ("your talk in May"), or a sentence of its own
("I heard your talk in May.").
"""

from dataclasses import dataclass, field, fields

from infoview.models.contact import FoundBy
from infoview.models.meeting import MeetingMode
from infoview.outreach.fact_names import NAMES
from infoview.outreach.phrases import as_phrase, as_sentence, either, first_line, inside_sentence, said

MOST_ADVICE = 2
MOST_PEOPLE = 3


class _Lines:
    """Every text of a fact is one readable line, or missing."""

    def __post_init__(self) -> None:
        for each in fields(self):  # type: ignore[arg-type]
            value = getattr(self, each.name)
            if isinstance(value, str):
                object.__setattr__(self, each.name, said(value))
            elif isinstance(value, tuple) and all(isinstance(line, str) for line in value):
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
    email: str | None = None
    phone: str | None = None


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
    """Who writes. `ending` holds the lines a message ends with, if the user has their own; `tells` is what is new."""

    name: str | None = None
    about: str | None = None
    explores: str | None = None
    phone: str | None = None
    ending: tuple[str, ...] = ()
    tells: str | None = None

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

    @property
    def news(self) -> str | None:
        """What is new with the user, as a part of a sentence."""
        return as_phrase(self.tells)

    @property
    def news_sentence(self) -> str | None:
        """What is new with the user, in a sentence of their own."""
        return as_sentence(self.tells)


@dataclass(frozen=True)
class Asked(_Lines):
    """What is asked, and when it was asked first ("on Thursday").

    `times` are the free times offered to the contact, `usually` when the user is mostly free.
    """

    minutes: int = 15
    minutes_in_person: int = 20
    when: str | None = None
    times: tuple[str, ...] = ()
    usually: str | None = None

    def __post_init__(self) -> None:
        times = self.times  # in our own words, with spaces that keep a time on one line
        super().__post_init__()
        object.__setattr__(self, "times", times)

    @property
    def free(self) -> str | None:
        """When the user is mostly free, if no time is offered, as a part of a sentence."""
        return None if self.times else as_phrase(self.usually)


@dataclass(frozen=True)
class Agreed(_Lines):
    """The conversation that is agreed: its day and time in words, how long it takes, and where."""

    day: str | None = None
    time: str | None = None
    minutes: int | None = None
    place: str | None = None
    mode: MeetingMode | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "time", self.time and self.time.replace(" ", "\u00a0"))  # "14 h" stays on one line

    @property
    def by_phone(self) -> bool:
        """Whether it is a phone call."""
        return self.mode is MeetingMode.PHONE

    @property
    def by_video(self) -> bool:
        """Whether it is a video call."""
        return self.mode is MeetingMode.VIDEO

    @property
    def in_person(self) -> bool:
        """Whether both meet in one place."""
        return self.mode in (MeetingMode.WORKPLACE, MeetingMode.COFFEE)


@dataclass(frozen=True)
class Met(_Lines):
    """What the user noted about the last conversation; `people` were named in it, `people_met` seen since.

    `notes` is the most telling thing, `more` the next one. `promises` are the user's own, not kept yet.
    """

    when: str | None = None
    notes: str | None = None
    advice: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    people_met: tuple[str, ...] = ()
    more: str | None = None
    promises: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "notes", first_line(self.notes))
        object.__setattr__(self, "more", first_line(self.more))
        super().__post_init__()

    @property
    def also(self) -> str | None:
        """The next thing that was learned, as a part of a sentence."""
        return as_phrase(self.more)

    @property
    def learned(self) -> str | None:
        """What was learned, as a part of a sentence."""
        return as_phrase(self.notes)

    @property
    def learned_sentence(self) -> str | None:
        """What was learned, in a sentence of their own."""
        return as_sentence(self.notes)


@dataclass(frozen=True)
class Thanks:
    """How long the conversation lies back: late is more than two days, very late more than two weeks."""

    late: bool = False
    very_late: bool = False


@dataclass(frozen=True)
class Since(_Lines):
    """What the contact has not been told: advice acted on, people met whom they had named, promises kept.

    `undone` is advice not acted on yet, by its id: no wording can reach it.
    """

    advice: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    undone: tuple[tuple[int, str], ...] = ()
    promises: tuple[str, ...] = ()


@dataclass(frozen=True)
class About(_Lines):
    """Whom a message is about: the person to be introduced to, or spoken with. `notes` is what they taught the user."""

    name: str | None = None
    organization: str | None = None
    when: str | None = None
    notes: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "notes", first_line(self.notes))
        super().__post_init__()

    @property
    def learned(self) -> str | None:
        """What was learned from them, as a part of a sentence."""
        return as_phrase(self.notes)

    @property
    def learned_sentence(self) -> str | None:
        """What was learned from them, in a sentence of its own."""
        return as_sentence(self.notes)


@dataclass(frozen=True)
class Facts(_Lines):
    """Everything a message to one contact may use, in the language it is written in."""

    language: str = "en"
    contact: Recipient = field(default_factory=Recipient)
    me: Me = field(default_factory=Me)
    found: Found = field(default_factory=Found)
    asked: Asked = field(default_factory=Asked)
    agreed: Agreed = field(default_factory=Agreed)
    meeting: Met = field(default_factory=Met)
    thanks: Thanks = field(default_factory=Thanks)
    since: Since = field(default_factory=Since)
    about: About = field(default_factory=About)
    career: str | None = None

    def find(self, name: str) -> tuple[str, ...] | None:
        """Return the words of the fact of that name (none for a condition that holds), or None if it is missing."""
        assert name in NAMES
        value: object = self
        for step in name.split("."):
            value = getattr(value, step)
        if not value:
            return None
        if isinstance(value, tuple) and name == "asked.times":
            return (either(value, self.language),)
        if isinstance(value, tuple) and name.endswith((".advice", ".promises")):
            return tuple(inside_sentence(line, self.language) for line in value[:MOST_ADVICE])
        if isinstance(value, tuple):
            return value[:MOST_PEOPLE]
        return () if value is True else (str(value),)
