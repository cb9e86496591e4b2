"""What the page of a debrief shows beside its boxes."""

from dataclasses import dataclass
from datetime import date

from infoview import clock
from infoview.boxes import Control, Outcome, Typed, controls
from infoview.db import db, zone
from infoview.debriefs import named, sheet
from infoview.debriefs.named import Named
from infoview.debriefs.rows import Written
from infoview.i18n import _, day_words, ngettext
from infoview.models import Career, Contact, Meeting, MeetingQuestion
from infoview.models.meeting import MeetingStatus


@dataclass(frozen=True, slots=True)
class How:
    """How the page is shown: in which part of it (`focus`) to go on, perhaps with a new row; or all of it unfolded."""

    focus: str = ""
    begins: bool = False
    is_all: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A debrief as its page shows it. `parts` says which parts of it hold something; `how_far`, in words, how many."""

    meeting: Meeting
    contact: Contact
    career: str
    when: str
    controls: dict[str, Control]
    rows: dict[str, list[Written]]
    questions: list[MeetingQuestion]
    named: list[Contact]
    waiting: list[Named]
    parts: dict[str, bool]
    how_far: str
    noted: str
    how: How

    def shown(self, kind: str) -> list[Written]:
        """Return the rows of a kind; the empty one among them only where it is wanted."""
        begins = not self.has_rows(kind) or (self.how.begins and self.how.focus == kind)
        return [written for written in self.rows[kind] if begins or not written.is_new]

    def has_rows(self, kind: str) -> bool:
        """Whether there is a row of a kind already."""
        return any(not written.is_new for written in self.rows[kind])

    def is_open(self, part: str) -> bool:
        """Whether a part of the page is unfolded: to go on in it, or to read it later."""
        return self.how.is_all or self.how.focus == part or (self.meeting.debriefed_at is not None and self.parts[part])

    @property
    def lead(self) -> str:
        """Which conversation it is, and how little is needed."""
        talked = _("You talked %(day)s.", day=self.when)
        if self.meeting.debriefed_at is not None:
            return " ".join((talked, _("This is written up; you can still change it.")))
        return " ".join((talked, _("Five minutes now are worth more than an hour next week.")))

    @property
    def asks_verdict(self) -> str:
        """The question about the career, by its name if there is one."""
        if self.career:
            return _("After this talk: what about %(career)s?", career=self.career)
        return _("After this talk: is this work for you?")

    @property
    def short_name(self) -> str:
        """What to call the contact in a sentence."""
        return self.contact.given_name or (self.contact.full_name.split() or ["?"])[0]


def page(
    meeting_id: int, how: How | None = None, *, typed: Typed | None = None, outcome: Outcome | None = None
) -> Page:
    """Return the page of a meeting's debrief, after an `outcome` with what was `typed`: a fixed number of queries."""
    is_kept = outcome is None or outcome.is_whole
    found = sheet.load(meeting_id, None if is_kept else typed)
    career_id = found.meeting.career_id or found.contact.career_id
    career = db.session.get(Career, career_id) if career_id else None
    parts = _parts(found)
    return Page(
        meeting=found.meeting,
        contact=found.contact,
        career=career.name if career and career.deleted_at is None else "",
        when=_day_there(found.meeting, clock.today(zone())),
        controls=controls(found.boxes(), typed, None if is_kept else outcome),
        rows=found.rows,
        questions=found.questions,
        named=found.named,
        waiting=named.waiting(found.debrief, found.contact, found.named),
        parts=parts,
        how_far=_how_far(sum(parts.values()), len(parts)),
        how=(how or How()) if is_kept else How(is_all=True),
        noted=_noted(found.questions),
    )


def _parts(found: sheet.Sheet) -> dict[str, bool]:
    """Return of each part of a debrief whether something is written in it."""
    debrief, meeting = found.debrief, found.meeting
    return {
        "learned": bool(meeting.learned),
        "people": bool(found.named or debrief.people_noted),
        "todo": found.has_words("advice", "promise"),
        "verdict": bool(debrief.verdict or debrief.verdict_why or debrief.next_step),
        "noted": bool(debrief.notes or any(question.answer for question in found.questions)),
        "surprise": found.has_words("surprise"),
        "place": bool(debrief.impressions or debrief.liked or debrief.disliked),
        "ways": bool(debrief.more_to_know or debrief.ways_in or debrief.titles),
        "fit": any(getattr(debrief, f"fit_{name}") or getattr(debrief, f"why_{name}") for name in sheet.FITS),
        "demand": found.has_words("demand"),
        "confidence": bool(debrief.confidence_before or debrief.confidence_after),
        "resource": found.has_words("resource"),
        "lead": found.has_words("lead"),
    }


def _noted(questions: list[MeetingQuestion]) -> str:
    """Return in words how many answers there are."""
    count = sum(bool(question.answer) for question in questions)
    return ngettext("%(num)s answer", "%(num)s answers", count) if count else ""


def _how_far(written: int, parts: int) -> str:
    if not written:
        return _("A few lines are enough. Everything is kept as you type; leave and come back whenever you like.")
    so_far = ngettext("You have written in %(num)s part so far.", "You have written in %(num)s parts so far.", written)
    if written >= parts:
        return so_far
    return " ".join((so_far, _("Stop here, or go on: all of it is kept.")))


def _day_there(meeting: Meeting, today: date) -> str:
    """Return the day of a talk in words; one that was held is never to come, whatever the day is where it was."""
    is_over = meeting.status is MeetingStatus.HELD
    return day_words(min(meeting.day, today) if is_over else meeting.day, today)
