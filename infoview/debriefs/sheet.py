"""Everything that can be written on the page of a debrief, with the boxes that save it while it is typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import inspect, select

from infoview.boxes import WAS, Box, Line, Outcome, Typed, keep
from infoview.db import db
from infoview.debriefs import named, rows
from infoview.debriefs.rows import Written
from infoview.errors import NotThere
from infoview.models import Contact, Debrief, Meeting, MeetingQuestion
from infoview.models.career import Verdict
from infoview.models.contact import Permission
from infoview.models.ledger import ResourceKind

FITS = ("interests", "values", "needs", "skills")
MARKS = {"star": "is_starred", "quote": "is_quote", "follow": "is_follow_up"}
ALLOWED = ("name_allowed", "again_allowed", "resume_allowed")
_TEXTS = (
    *("notes", "people_noted", "more_to_know", "impressions", "liked", "disliked", "ways_in", "titles", "verdict_why"),
)
_NEVER_EMPTY = (Permission, ResourceKind)


@dataclass(slots=True)
class Sheet:
    """A meeting with its debrief and all that hangs on it. A debrief that is not begun is an empty one, not stored."""

    meeting: Meeting
    contact: Contact
    debrief: Debrief
    questions: list[MeetingQuestion]
    rows: dict[str, list[Written]]
    named: list[Contact]

    def boxes(self) -> list[Box]:
        """Return every box of the page."""
        return list(self._boxes())

    def has_words(self, *kinds: str) -> bool:
        """Whether there are rows of these kinds with something in them."""
        return any(written.has_words for kind in kinds for written in self.rows[kind])

    def keep(self, typed: Typed, *, at: datetime) -> Outcome:
        """Store what was typed, inside `transaction()`; rows that got their first words begin to be."""
        befores = {WAS + box.name: [*typed[WAS + box.name], box.value] for box in self._unstored(typed)}
        allowed = self.meeting.name_allowed
        outcome = keep([box for box in self._boxes() if _is_answered(box, typed)], {**typed, **befores})
        if self.meeting.name_allowed is not allowed:
            self._lower(outcome)
        if _is_new(self.debrief) and any(box.value for box in self._of_debrief()):
            self.debrief.meeting_id, self.debrief.created_at = self.meeting.id, at
            db.session.add(self.debrief)
        for question in self.questions:
            question.answered_at = (question.answered_at or at) if question.answer.strip() else None
        rows.begin((written for kind in self.rows.values() for written in kind), at=at)
        return outcome

    def _lower(self, outcome: Outcome) -> None:
        """Take a yes to the use of the name back with everybody they named, and have the page show it."""
        for who in named.lower(self.named, self.meeting.name_allowed):
            if f"may-{who.id}" not in outcome.conflicts:
                outcome.saved[f"may-{who.id}"] = who.may_use_name.value

    def _unstored(self, typed: Typed) -> Iterator[Box]:
        """Yield the boxes that were sent of rows that are not stored: there is nothing newer in them to overwrite.

        A page may still send a row that was removed elsewhere. What it says is not lost: it begins anew.
        """
        for written in (each for kind in self.rows.values() for each in kind if each.is_new):
            yield from (box for box in written.boxes if WAS + box.name in typed)

    def _boxes(self) -> Iterator[Box]:
        yield Box("learned", self.meeting, "learned")
        yield from (Box(name, self.meeting, name, Permission) for name in ALLOWED)
        yield from self._of_debrief()
        for question in self.questions:
            yield Box(f"answer-{question.id}", question, "answer")
            yield from (Box(f"{mark}-{question.id}", question, column, bool) for mark, column in MARKS.items())
        for written in (each for kind in self.rows.values() for each in kind):
            yield from written.boxes
        yield from (Box(f"may-{who.id}", who, "may_use_name", Permission) for who in self.named)

    def _of_debrief(self) -> Iterator[Box]:
        yield from (Box(name, self.debrief, name) for name in _TEXTS)
        for name in FITS:
            yield Box(f"fit_{name}", self.debrief, f"fit_{name}", int)
            yield Box(f"why_{name}", self.debrief, f"why_{name}", Line)
        yield from (Box(name, self.debrief, name, int) for name in ("confidence_before", "confidence_after"))
        yield Box("verdict", self.debrief, "verdict", Verdict)
        yield Box("next_step", self.debrief, "next_step", Line)
        yield Box("next_step_on", self.debrief, "next_step_on", date)


def load(meeting_id: int, typed: Typed | None = None) -> Sheet:
    """Return the sheet of a meeting with the rows that `typed` begins: a fixed number of queries. Raises NotThere."""
    found = db.session.execute(
        select(Meeting, Contact, Debrief)
        .join(Contact, Contact.id == Meeting.contact_id)
        .outerjoin(Debrief, Debrief.meeting_id == Meeting.id)
        .where(Meeting.id == meeting_id)
    ).one_or_none()
    if found is None:
        raise NotThere
    meeting, contact, debrief = found
    questions = select(MeetingQuestion).where(MeetingQuestion.meeting_id == meeting_id)
    people = select(Contact).where(Contact.referred_by_id == contact.id).order_by(Contact.sort_name, Contact.id)
    return Sheet(
        meeting=meeting,
        contact=contact,
        debrief=debrief or Debrief(),
        questions=list(db.session.scalars(questions.order_by(MeetingQuestion.position, MeetingQuestion.id))),
        rows=rows.of_meeting(meeting, typed or {}),
        named=list(db.session.scalars(people)),
    )


def _is_new(debrief: Debrief) -> bool:
    return inspect(debrief).transient


def _is_answered(box: Box, typed: Typed) -> bool:
    """Whether a box that cannot be empty has been sent with something chosen."""
    return box.kind not in _NEVER_EMPTY or any(map(str.strip, typed.get(box.name, [])))
