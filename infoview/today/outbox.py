"""What has not left yet: mails in the outbox, and drafts that are not sent."""

from typing import Any

from sqlalchemy import literal, null, select, type_coerce, union_all

from infoview.kept import Kept
from infoview.many import AMONG
from infoview.models import Draft, Mail
from infoview.models.draft import DraftState
from infoview.models.mail import MailState
from infoview.today.facts import STUCK, Lying

_WAITING = Kept(
    union_all(
        select(
            Mail.id,
            Mail.contact_id,
            Mail.state,
            Mail.due_at.label("at"),
            Mail.changed_at.label("since"),
            Mail.kind,
            Mail.about_id,
            literal(0).label("is_draft"),
        ).where(
            Mail.contact_id.in_(AMONG),
            Mail.state != MailState.SENT,
            Mail.state != MailState.CANCELLED,
        ),
        select(
            Draft.id,
            Draft.contact_id,
            type_coerce(null(), Mail.state.type),
            Draft.saved_at,
            Draft.saved_at,
            Draft.kind,
            Draft.about_id,
            literal(1),
        ).where(Draft.contact_id.in_(AMONG), Draft.state == DraftState.OPEN),
    ).order_by("id")
)


def tell(ids: str, told: dict[int, dict[str, Any]]) -> None:
    """Tell of the mail that waits for the user's word, else of the one that leaves last, and of drafts: one query."""
    for row_id, contact_id, state, at, since, kind, about_id, is_draft in _WAITING.rows(ids=ids):
        facts = told[contact_id]
        if is_draft:
            facts.setdefault("drafts", []).append(Lying(row_id, kind, at, about_id))
        elif facts.get("mail") not in STUCK:
            facts |= {"mail": state, "mail_at": at, "mail_since": since, "mail_id": row_id}
