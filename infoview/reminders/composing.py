"""What a reminder says: made when it leaves, from what is true then."""

from dataclasses import dataclass, field
from datetime import date, datetime

from infoview.clock import day_of
from infoview.db import settings, zone
from infoview.i18n import _, clock_words, day_words, ngettext
from infoview.models import Account, Notification
from infoview.models.notification import NotificationKind
from infoview.reminders import timely
from infoview.today import acts
from infoview.today.agenda import Agenda, Row, agenda
from infoview.zones import wall_of

MOST_OF_A_GROUP = 10


@dataclass(frozen=True, slots=True)
class Line:
    """Something due: about whom, what and why in words, and the page that is for it."""

    name: str
    words: str
    why: str
    act: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that belong together, under a heading; `more` says that there are others."""

    title: str
    lines: list[Line]
    more: str = ""


@dataclass(frozen=True, slots=True)
class ReminderLetter:
    """A reminder in words: plain text and names as the user wrote them, markup nowhere."""

    subject: str
    intro: str
    sections: list[Section] = field(default_factory=list)
    page: str = ""
    url: str = ""
    settings_words: str = ""
    settings_url: str = ""


def compose(notification: Notification, account: Account, *, at: datetime) -> ReminderLetter | None:
    """Return what a reminder has to say at `at`; None if that is nothing any more."""
    off = frozenset(account.reminders_off.split())
    match notification.kind:
        case NotificationKind.TEST:
            words = _("This is the test you asked for. Reminders reach you at this address.")
            return _letter(_("Your reminders work"), words)
        case kind if kind.value in off:
            return None
        case NotificationKind.DIGEST:
            is_today = notification.key == day_of(at, zone()).isoformat()
            return _digest(agenda(at), day_of(at, zone())) if is_today else None
        case kind:
            found = timely.due(off=off, at=at)
            same = [each for each in found if (each.kind, each.key) == (kind, notification.key)]
            return _timely(same[0], at) if same else None


def _digest(due: Agenda, today: date) -> ReminderLetter | None:
    if not due.count:
        return None
    subject = ngettext("One thing for today", "%(num)s things for today", due.count)
    words = ngettext("Here is what is due.", "Here is what is due, the most pressing first.", due.count)
    table = acts.of_list()
    return _letter(subject, words, [_section(group.words, group.rows, table) for group in due.groups])


def _section(title: str, rows: list[Row], table: dict[str, acts.Act]) -> Section:
    left = len(rows) - MOST_OF_A_GROUP
    more = ngettext("And one more.", "And %(num)s more.", left) if left > 0 else ""
    return Section(title, [_line(row, table) for row in rows[:MOST_OF_A_GROUP]], more)


def _line(row: Row, table: dict[str, acts.Act]) -> Line:
    act = acts.of(row.step, table)
    return Line(row.name, row.step.words, row.why, act.words, _url(acts.path(row.contact_id, row.step, act)))


def _timely(due: timely.Timely, at: datetime) -> ReminderLetter:
    page, path, subject, words, act = f"meetings/{due.meeting_id}", "", "", "", ""
    wall = wall_of(due.begins, zone())
    match due.kind:
        case NotificationKind.EVENING:
            day = day_words(wall.date(), day_of(at, zone()))
            when = _("%(day)s at %(time)s", day=day, time=clock_words(wall.time())) if due.has_time else day
            subject, path = _("Your conversation %(when)s", when=when), f"{page}/prepare"
            words, act = _("You meet %(name)s %(when)s.", name=due.name, when=when), _("Look at your preparation")
        case NotificationKind.DEBRIEF:
            subject, path = _("How was your conversation?"), f"{page}/debrief"
            words = _("Five minutes now, while it is fresh: what did you learn from %(name)s?", name=due.name)
            act = _("Write it up")
        case _:
            subject, path = _("A thank-you is due"), f"contacts/{due.contact_id}/drafts/thank_you"
            words = _("You met %(name)s a day ago. A few lines of thanks are enough.", name=due.name)
            act = _("Write thank-you")
    return _letter(subject, "", [Section("", [Line("", words, "", act, _url(path))])])


def _letter(subject: str, intro: str, sections: list[Section] | None = None) -> ReminderLetter:
    return ReminderLetter(
        subject,
        intro,
        sections or [],
        page=_("Open Today"),
        url=_url("today"),
        settings_words=_("Change when and about what you are reminded"),
        settings_url=_url("reminders"),
    )


def _url(path: str) -> str:
    return settings().address + path
