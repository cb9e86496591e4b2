"""With whom to be in touch again in the next three months, and who is late: by the rules that Today has."""

from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_skeleton
from sqlalchemy import select

from infoview.clock import EARLIEST_DAY
from infoview.i18n import _, day_words, language
from infoview.kept import Kept
from infoview.many import AMONG, ids_text
from infoview.models import Contact, Organization
from infoview.models.contact import Warmth
from infoview.paging import Page, Place
from infoview.today import agenda
from infoview.today.cadence import months_later
from infoview.today.queries import all_steps

AHEAD = 3  # months
SIZE = 50
_PEOPLE = Kept(
    select(
        *(Contact.id, Contact.full_name, Contact.title, Organization.name.label("organization")),
        *(Contact.warmth, Contact.touch_months, Contact.touch_on, Contact.opted_out_at),
    )
    .outerjoin(Organization, Organization.id == Contact.organization_id)
    .where(Contact.id.in_(AMONG))
)


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody to be in touch with: when, why then, and how often (None: as often as their warmth says).

    `part` is the part of the list they stand in, and `heading` its name.
    """

    id: int
    name: str
    about: str
    due: date
    when: str
    why: str
    urgency: str
    months: int | None
    is_warm: bool
    part: str
    heading: str

    @property
    def months_value(self) -> str:
        """How often, as a form names it."""
        return str(self.months or "")


def coming(now: datetime, today: date, *, number: int) -> Page[Row]:
    """Return a page of those whose day comes in the next three months, or has come: a fixed number of queries."""
    due = [each for each in agenda.days(now, EARLIEST_DAY, months_later(today, AHEAD)) if each.step.rule == "touch"]
    place = Place(number, len(due), SIZE)
    shown = due[place.offset : place.offset + SIZE]
    return Page(_rows(shown, today), place)


def next_day(contact: Contact, *, now: datetime, today: date) -> str:
    """Return in words when a contact is next to be written to, "" if that is not known or has come."""
    days = [step.due for step in all_steps([contact], now=now)[contact.id] if step.rule == "touch"]
    return day_words(days[0], today) if days and days[0] and days[0] > today else ""


def _rows(shown: list[agenda.Dated], today: date) -> list[Row]:
    people = {row.id: row for row in _PEOPLE.rows(ids=ids_text(each.contact_id for each in shown))}
    rows = []
    for each in shown:
        person = people[each.contact_id]
        is_due = each.day <= today
        rows.append(
            Row(
                id=person.id,
                name=person.full_name,
                about=", ".join(filter(None, (person.title, person.organization))),
                due=each.day,
                when=each.step.words if is_due else day_words(each.day, today),
                why=each.step.why,
                urgency=each.step.urgency.value if is_due else "",
                months=person.touch_months,
                is_warm=person.warmth is Warmth.WARM,
                part="" if is_due else f"{each.day:%Y-%m}",
                heading=_("Now") if is_due else _month(each.day),
            )
        )
    return rows


def _month(day: date) -> str:
    words = str(format_skeleton("yMMMM", day, locale=language()))
    return words[:1].upper() + words[1:]
