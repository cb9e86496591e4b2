"""What the rules of the next step look at, and what they say."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from infoview.models.contact import Warmth
from infoview.models.mail import MailState
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Answer, MessageKind
from infoview.models.stage import Stage

OWN_STEP, REMINDER = "own-step", "reminder"
BEFORE_A_TALK = (Stage.IDENTIFIED, Stage.REQUESTED)
STUCK = frozenset({MailState.FAILED, MailState.UNKNOWN, MailState.HELD})  # they wait for the user's word


class Urgency(enum.Enum):
    """How pressing a step is: only `SOON` and `LATE` are coloured."""

    CALM = ""
    SOON = "is-soon"
    LATE = "is-late"


@dataclass(frozen=True, slots=True)
class Left:
    """Something left to do by a day.

    It is the user's own next step after the meeting of that id, a reminder of their own, or an open line of the
    ledger of that kind.
    """

    kind: str
    body: str
    due_on: date
    id: int = 0

    @property
    def subject(self) -> str:
        """What a step about it is about."""
        return f"{'meeting' if self.kind == OWN_STEP else self.kind} {self.id}"


@dataclass(frozen=True, slots=True)
class Lying:
    """A draft that is not sent yet: what it is for, whom it is about, and when it was last touched."""

    id: int
    kind: MessageKind
    saved_at: datetime
    about_id: int | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """A step that was set aside, named by its key: until a day, or for good because it is done."""

    key: tuple[str, str, str]
    until: date | None

    def hides(self, today: date) -> bool:
        """Whether the step is still not due."""
        return self.until is None or self.until > today


@dataclass(slots=True)  # not frozen: a board makes hundreds, and freezing takes three times as long
class Facts:
    """What the rules look at. Instants are aware; a meeting is its end as an instant, with its day and words.

    `meets_…` are about the meeting to come: noted down at `meets_noted_at`, and given another time at
    `meets_changed_at`. The contact did not come to the one of `missed_at`. The one held last `is_unwritten` if its
    clock ran and it was not written up.

    `past_…` are about one that was agreed on and is over, beside it. `met_from` and `meets_from` are when they begin as
    agreed: another time is another meeting to who was to think of it.

    `waits_for` is who was asked for an introduction to the contact. A reply to a no was sent at `consoled_at`.
    What is `left` to do stands in the order of its days. `mail` is the state of a mail to them that has not left the
    outbox, since `mail_since`; it goes out at `mail_at`.
    """

    stage: Stage | None
    stage_at: datetime | None = None
    contact_id: int = 0
    waits_for: str = ""
    requested_at: datetime | None = None
    nudged_at: datetime | None = None
    answer: Answer | None = None
    answered_at: datetime | None = None
    consoled_at: datetime | None = None
    confirmed_at: datetime | None = None
    meets_id: int = 0
    meets_from: datetime | None = None
    meets_until: datetime | None = None
    meets_day: date | None = None
    meets_time: str = ""
    meets_status: MeetingStatus = MeetingStatus.AGREED
    meets_noted_at: datetime | None = None
    meets_changed_at: datetime | None = None
    meets_questions: int = 0
    past_id: int = 0
    past_from: datetime | None = None
    past_until: datetime | None = None
    past_day: date | None = None
    talks_at: datetime | None = None
    talks_time: str = ""
    missed_id: int = 0
    missed_at: datetime | None = None
    is_unwritten: bool = False
    met_id: int = 0
    met_from: datetime | None = None
    met_at: datetime | None = None
    thanked_at: datetime | None = None
    contact_at: datetime | None = None
    warmth: Warmth | None = None
    touch_months: int | None = None
    touch_on: date | None = None
    left: Sequence[Left] = ()
    drafts: Sequence[Lying] = ()
    mail: MailState | None = None
    mail_at: datetime | None = None
    mail_since: datetime | None = None
    mail_id: int = 0
    is_resting: bool = False
    paused_until: date | None = None
    has_opted_out: bool = False
    aside: Sequence[Aside] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What is due, in words; `rule` names why, `due` when (None: no day).

    `who` is somebody else whom it is about: id and name of the person to ask next. `mail_id` is the mail it is about,
    `kind` what a draft is for and `about_id` whom that is about. `body` is what the user noted, as far as the step says
    that. `begins` is when the meeting begins that it is about. `subject` names what it is about ("meeting 7"; "" is
    the contact), and `fact` what it rests on, as text: another fact makes another step. `why` is a reason, in words.
    """

    rule: str
    words: str
    urgency: Urgency = Urgency.CALM
    due: date | None = None
    who: tuple[int, str] | None = None
    mail_id: int = 0
    subject: str = ""
    fact: str = ""
    why: str = ""
    kind: str = ""
    about_id: int | None = None
    body: str = ""
    begins: datetime | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What names it among the steps of a contact: rule, subject and fact."""
        return self.rule, self.subject, self.fact


def stamp(when: date | datetime | None) -> str:
    """Return a day or an instant as the text of a fact."""
    return when.isoformat() if when is not None else ""
