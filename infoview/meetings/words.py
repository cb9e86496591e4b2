"""A meeting in words: when it is for both, what its status is, and what may become of it now."""

from dataclasses import dataclass
from datetime import datetime

from infoview.clock import day_of
from infoview.db import db
from infoview.i18n import _, as_language, language, ngettext
from infoview.labels import MODES
from infoview.meetings.queries import waiting
from infoview.models import Contact, Meeting
from infoview.models.meeting import MeetingStatus
from infoview.outreach.confirming import in_order, to_confirm
from infoview.outreach.stored import MEETINGS
from infoview.zones import both, both_at, oddity_words


@dataclass(frozen=True, slots=True)
class Change:
    """A status a meeting can be given with one click."""

    status: str
    words: str
    icon: str


def when(meeting: Meeting, contact: Contact, *, zone: str, now: datetime) -> str:
    """Return when a meeting is: in `zone`, the user's, and where they are if clocks differ there."""
    theirs, starts = contact.zone or meeting.zone, meeting.starts_at
    if starts is None:
        return both(meeting.day, None, meeting.zone, theirs, today=day_of(now, meeting.zone))
    return both_at(starts, zone, theirs, today=day_of(now, zone))


def sentence(text: str) -> str:
    """Return words that stand alone."""
    return text[:1].upper() + text[1:]


def odd(meeting: Meeting) -> str:
    """Return a sentence if clocks are changed at just that time, else ""."""
    return oddity_words(meeting.day, meeting.start, meeting.zone) if meeting.start else ""


def how(meeting: Meeting) -> str:
    """Return how long, how and where a meeting is, in one line; "" if none of it is known."""
    length = ngettext("%(num)s minute", "%(num)s minutes", meeting.minutes) if meeting.minutes else ""
    mode = str(MODES[meeting.mode]) if meeting.mode else ""
    return " · ".join(filter(None, (length, mode, meeting.place)))


def state(meeting: Meeting, *, now: datetime) -> str:
    """Return how far a meeting has come, as a sentence."""
    is_over = meeting.ends_at <= now
    return {
        MeetingStatus.PROPOSED: _("Proposed, and not answered yet."),
        MeetingStatus.AGREED: _("Its time is over. How did it go?") if is_over else _("Agreed."),
        MeetingStatus.MOVED: _("It does not take place then. A new day is still to be agreed on."),
        MeetingStatus.HELD: _("You talked."),
        MeetingStatus.CANCELLED: _("Cancelled."),
        MeetingStatus.NO_SHOW: _("They did not come. It happens, and it is rarely about you: offer them another day."),
    }[meeting.status]


def confirmed_first(meeting: Meeting, contact: Contact, *, zone: str, now: datetime) -> str:
    """Return when another meeting is that the next confirmation is about, "" if it is about this one."""
    if meeting.status is not MeetingStatus.AGREED or meeting.ends_at <= now:
        return ""
    about = to_confirm(contact.id, in_order(MEETINGS.rows(contact=contact.id)), now=now)
    if about is None or about.id == meeting.id:
        return ""
    return when(db.get_row(Meeting, about.id), contact, zone=zone, now=now)


def stored(meeting: Meeting, contact: Contact, *, zone: str, now: datetime) -> list[str]:
    """Return what is stored about a meeting, line by line."""
    lines = (when(meeting, contact, zone=zone, now=now), how(meeting), state(meeting, now=now))
    return [sentence(line) for line in lines if line]


def changes(meeting: Meeting, *, now: datetime, is_written: bool = True) -> list[Change]:
    """Return what may become of a meeting now, what is likeliest first; of one that `is_written`, it was held."""
    with as_language(language()):
        agreed = Change(MeetingStatus.AGREED.value, _("They said yes"), "check")
        held = Change(MeetingStatus.HELD.value, _("It took place"), "talk")
        missed = Change(MeetingStatus.NO_SHOW.value, _("They did not come"), "close")
        moved = Change(MeetingStatus.MOVED.value, _("It moves to another day"), "calendar")
        cancelled = Change(MeetingStatus.CANCELLED.value, _("It is cancelled"), "close")
        unheld = Change(MeetingStatus.AGREED.value, _("It is still to come"), "undo")
        again = Change(MeetingStatus.AGREED.value, _("It takes place after all"), "undo")
    begins = meeting.starts_at or meeting.ends_at
    has_begun = begins <= now or meeting.started_at is not None
    return {
        MeetingStatus.PROPOSED: [agreed, moved, cancelled],
        MeetingStatus.AGREED: [*([held, missed] if has_begun else []), moved, cancelled],
        MeetingStatus.MOVED: [cancelled],
        MeetingStatus.HELD: [*([] if is_written else [unheld]), missed, cancelled],
        MeetingStatus.CANCELLED: [held if has_begun else again],
        MeetingStatus.NO_SHOW: [held],
    }[meeting.status]


def done(status: MeetingStatus, name: str) -> str:
    """Return what is said after a meeting was given a status."""
    return {
        MeetingStatus.PROPOSED: _("Kept: proposed to %(name)s.", name=name),
        MeetingStatus.AGREED: _("Kept: you meet %(name)s.", name=name),
        MeetingStatus.HELD: _("Kept: you talked with %(name)s.", name=name),
        MeetingStatus.MOVED: _("Kept. Choose the new day when you know it."),
        MeetingStatus.CANCELLED: _("Kept: the meeting is cancelled."),
        MeetingStatus.NO_SHOW: _("Kept. Offer them another day."),
    }[status]


def coming(contact: Contact, *, zone: str, now: datetime) -> list[tuple[int, str, str]]:
    """Return id, time and the rest of each meeting with a contact that is still to be held: one query."""
    return [(each.id, sentence(when(each, contact, zone=zone, now=now)), how(each)) for each in waiting(contact.id)]
