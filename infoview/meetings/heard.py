"""What was heard in a conversation, told line by line: advice, and the people who were named."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from infoview.db import db
from infoview.errors import Invalid
from infoview.i18n import _
from infoview.models import Advice, Contact, Meeting, Stage
from infoview.models.contact import FoundBy, Permission
from infoview.people import namesakes, quick_add
from infoview.people.actions import add_contact
from infoview.text import clean_line

MOST_LINES = 50
LONGEST_PERSON = 200


def set_advice(meeting: Meeting, lines: Sequence[str], *, at: datetime) -> None:
    """Keep exactly these pieces of advice, in this order. Raises Invalid for too many."""
    wanted = list(dict.fromkeys(_written(lines, "advice")))
    rows = {row.body: row for row in db.session.scalars(select(Advice).where(Advice.meeting_id == meeting.id))}
    for body, row in rows.items():
        if body not in wanted:
            row.deleted_at = at
    for position, body in enumerate(wanted):
        if body in rows:
            rows[body].position = position
        else:
            db.session.add(Advice(contact_id=meeting.contact_id, meeting_id=meeting.id, body=body, position=position))
    db.session.flush()


def name_people(contact: Contact, lines: Sequence[str], *, may_use_name: Permission, at: datetime) -> list[Contact]:
    """Make cards for the people a contact named, one on each line; those already known get their referrer.

    Returns the contacts that were added. Raises Invalid for too many lines, or one that is no name.
    """
    added = []
    written = _written(lines, "people")
    if any(len(line) > LONGEST_PERSON for line in written):
        raise Invalid("people", _("This is too long: at most %(max)d characters.", max=LONGEST_PERSON))
    for line in written:
        heard = quick_add.read(line)
        known = namesakes.find(heard.name, field="people")
        if known is None:
            facts = {"title": heard.title, "organization": heard.organization}
            person = add_contact(full_name=heard.name, at=at, stage=Stage.IDENTIFIED, **facts)  # type: ignore[arg-type]
            added.append(person)
        else:
            person = db.get_row(Contact, known)
        if person.referred_by_id is None and person.id != contact.id:
            person.referred_by_id, person.may_use_name = contact.id, may_use_name
            person.found_by = person.found_by or FoundBy.REFERRED
    db.session.flush()
    return added


def _written(lines: Sequence[str], field: str) -> list[str]:
    """Return the lines that hold something."""
    written = list(filter(None, map(clean_line, lines)))
    if len(written) > MOST_LINES:
        raise Invalid(field, _("This is too many: at most %(max)d.", max=MOST_LINES))
    return written
