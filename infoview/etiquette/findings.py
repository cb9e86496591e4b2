"""What the etiquette check is given, and what it says."""

from dataclasses import dataclass, field

from infoview.models.contact import Formality
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach.facts import Facts


@dataclass(frozen=True, slots=True)
class Written:
    """A message as it stands on the sheet."""

    kind: MessageKind
    route: Route | None
    channel: Channel
    language: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Person:
    """The names of somebody."""

    full_name: str
    given_name: str = ""
    family_name: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the app knows about the people in a message.

    `referrer` is there only if their name may not be used. `others` are further contacts of the user's whose names
    occur in the text; whom the message may name is not among them.
    """

    facts: Facts
    contact: Person
    formality: Formality = Formality.FORMAL
    linkedin_limit: int = 200
    agreed_minutes: int | None = None
    referrer: Person | None = None
    others: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the "subject" or the "body", counted in code points."""

    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mend:
    """What one click would make of the message: both texts, whole."""

    label: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a counsellor would say. `quotes` are the words that the spans mean."""

    rule: str
    title: str
    reason: str
    spans: tuple[Span, ...] = ()
    mend: Mend | None = None
    quotes: tuple[str, ...] = field(default=())
