"""Writing a reminder down before it is sent: there is one of a kind and key, whoever else writes it too."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from infoview.db import db, transaction
from infoview.models import Notification
from infoview.models.mail import MailState
from infoview.models.notification import NotificationKind, Way
from infoview.outreach.delivery import new_header_id


def write(kind: NotificationKind, key: str, *, at: datetime, reason: str = "") -> int | None:
    """Have a reminder sent by mail, or with a `reason` keep that it is not; None if it was written already."""
    same = select(Notification.id).where(Notification.kind == kind, Notification.key == key)
    try:
        with transaction():
            if db.session.scalar(same.where(Notification.way == Way.MAIL)) is not None:
                return None
            written = new(kind, key, at=at, reason=reason)
            db.session.flush()
            return written.id
    except IntegrityError:  # one in the trash, which no page shows, is one all the same
        return None


def new(kind: NotificationKind, key: str, *, at: datetime, reason: str = "") -> Notification:
    """Add a reminder to the running transaction; with a `reason` it is one that is not sent."""
    written = Notification(
        kind=kind,
        key=key,
        state=MailState.CANCELLED if reason else MailState.QUEUED,
        header_id=new_header_id(""),
        due_at=at,
        reason=reason,
        created_at=at,
    )
    db.session.add(written)
    return written
