"""The weekly goal: how many conversations the user wants to have, and how far the week has come."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, select

from infoview.db import db, owner_id
from infoview.errors import Invalid
from infoview.i18n import _, ngettext
from infoview.models import Account, Contact, Meeting
from infoview.models.meeting import MeetingStatus

HIGHEST_GOAL = 7
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """A week with a goal (None: none is set): conversations held in it, and those still agreed on."""

    goal: int | None
    held: int = 0
    agreed: int = 0

    @property
    def is_behind(self) -> bool:
        """Whether there is room for more than what was held and agreed on."""
        return self.goal is not None and self.held + self.agreed < self.goal

    @property
    def marks(self) -> list[str]:
        """One mark for each conversation of the goal: held, agreed on, or still open."""
        marks = ["is-held"] * self.held + ["is-agreed"] * self.agreed
        return (marks + [""] * (self.goal or 0))[: self.goal or 0]

    @property
    def words(self) -> str:
        """How far the week has come, as a sentence without blame."""
        if self.goal is None:
            return _("Some people like to set themselves a number of conversations for each week.")
        if self.held >= self.goal:
            return ngettext(
                "You have had your conversation this week.",
                "You have had your %(num)s conversations this week.",
                self.goal,
            )
        if self.held:
            so_far = _("%(held)s of %(goal)s conversations this week.", held=self.held, goal=self.goal)
        else:
            so_far = ngettext(
                "Your goal: one conversation this week.", "Your goal: %(num)s conversations this week.", self.goal
            )
        agreed = ngettext("One is agreed on.", "%(num)s are agreed on.", self.agreed) if self.agreed else ""
        return " ".join(filter(None, (so_far, agreed)))


def week_of(today: date) -> Week:
    """Return how far the week of a day has come, from Monday on: two queries."""
    goal = db.session.scalar(select(Account.weekly_goal).where(Account.id == owner_id()))
    monday = today - timedelta(days=today.weekday())
    is_held = case((Meeting.status == MeetingStatus.HELD, 1), else_=0)
    counted = (
        select(func.coalesce(func.sum(is_held), 0).label("held"), func.count(Meeting.id).label("all"))
        .join(Contact, Contact.id == Meeting.contact_id)
        .where(
            Meeting.day >= monday,
            Meeting.day < monday + WEEK,
            (Meeting.status == MeetingStatus.HELD)
            | ((Meeting.status == MeetingStatus.AGREED) & (Meeting.day >= today)),
        )
    )
    row = db.session.execute(counted).one()
    return Week(goal, row.held, row.all - row.held)


def set_goal(account: Account, *, goal: int) -> None:
    """Keep how many conversations a week the user wants; 0 is no goal. Raises Invalid for a number that is none."""
    if not 0 <= goal <= HIGHEST_GOAL:
        raise Invalid("goal", _("Choose one of these."))
    account.weekly_goal = goal or None
    db.session.flush()
