"""Of whom something may be due: everybody with whom something is open. The rules are asked about nobody else."""

from datetime import date
from typing import Any

from sqlalchemy import String, bindparam, or_, select, type_coerce, union_all

from infoview.kept import Kept
from infoview.ledger.words import BY_WORD
from infoview.models import Career, Contact, Draft, Mail, Meeting, Organization, Stage
from infoview.models.draft import DraftState
from infoview.models.ledger import LedgerEntry
from infoview.models.mail import MailState
from infoview.models.meeting import WAITING, MeetingStatus
from infoview.models.reminding import Reminder
from infoview.today.leftovers import LEDGER
from infoview.today.queries import FACT_COLUMNS

_UNTIL = bindparam("until", type_=String)


_LINES: tuple[type[LedgerEntry] | type[Reminder], ...] = (Reminder, *(BY_WORD[kind] for kind in LEDGER))


def _is_open(model: type[LedgerEntry] | type[Reminder]) -> Any:
    return select(model.contact_id).where(model.done_at.is_(None), type_coerce(model.due_on, String) <= _UNTIL)


_OPEN_WITH = union_all(
    select(Meeting.contact_id).where(or_(*(Meeting.status == status for status in (*WAITING, MeetingStatus.NO_SHOW)))),
    select(Mail.contact_id).where(Mail.state != MailState.SENT, Mail.state != MailState.CANCELLED),
    select(Draft.contact_id).where(Draft.state == DraftState.OPEN),
    *map(_is_open, _LINES),
)
_CANDIDATES = Kept(
    select(
        *(Contact.id, Contact.full_name, Contact.sort_name, Contact.title, Contact.career_id, *FACT_COLUMNS),
        Organization.name.label("organization"),
        Career.name.label("career"),
    )
    .outerjoin(Organization, Organization.id == Contact.organization_id)
    .outerjoin(Career, Career.id == Contact.career_id)
    .where(
        or_(
            # Whom nobody has asked yet has no clock.
            (Contact.stage != Stage.IDENTIFIED) & Contact.paused_at.is_(None) & Contact.closed_at.is_(None),
            type_coerce(Contact.paused_until, String) <= _UNTIL,
            Contact.id.in_(_OPEN_WITH),
        )
    )
)


def candidates(until: date) -> list[Any]:
    """Return the contacts something can be due of until a day, with the columns of `FACT_COLUMNS`: one query."""
    return _CANDIDATES.rows(until=until.isoformat())
