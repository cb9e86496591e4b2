"""What nobody needs any more goes at night.

That is answered forms, files never confirmed, devices, attempts and reminders of the past.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from infoview.accounts import actions as accounts
from infoview.accounts import devices
from infoview.db import as_owner, db, transaction
from infoview.models import Account, Notification, OnceKey
from infoview.transfer.actions import forget_old_uploads

REMINDERS_KEPT_FOR = timedelta(days=90)  # none of them can come due again
FORMS_KEPT_FOR = timedelta(days=30)  # a form left open for longer than this and sent again would act again


def tidy(*, at: datetime) -> None:
    """Forget it, one account after the other, so that nobody who writes waits for long."""
    with transaction():
        devices.forget_expired(at=at)
        accounts.forget_old_attempts(at=at)
        owners = list(db.session.scalars(select(Account)))
    for owner in owners:
        with as_owner(owner), transaction():
            db.session.execute(delete(OnceKey).where(OnceKey.at < at - FORMS_KEPT_FOR))
            db.session.execute(delete(Notification).where(Notification.created_at < at - REMINDERS_KEPT_FOR))
            forget_old_uploads(at=at)
