"""Subscribing a browser, and forgetting one."""

from datetime import datetime

from sqlalchemy import select

from infoview.db import db, settings
from infoview.errors import Invalid, Refused
from infoview.i18n import _
from infoview.models import PushSubscription
from infoview.pushing.services import origin_of

MOST = 20


def subscribe(*, endpoint: str, p256dh: str, auth: str, browser: str, at: datetime) -> PushSubscription:
    """Let a browser take pushes; one that does already gets its newest keys. Raises Invalid, Refused."""
    from infoview.pushing.encryption import read_keys  # slow to load: not at every start

    if origin_of(endpoint, settings()) is None:
        raise Invalid("endpoint", _("This browser uses a push service that infoview does not know."))
    try:
        read_keys(p256dh, auth)
    except ValueError:
        raise Invalid("p256dh", _("This browser sent keys that cannot be read.")) from None
    row = db.session.scalar(select(PushSubscription).where(PushSubscription.endpoint == endpoint))
    if row is None:
        if db.session.scalars(select(PushSubscription.id).limit(MOST)).all()[MOST - 1 :]:
            raise Refused(_("Many browsers are told already. Take one off the list first."))
        row = PushSubscription(endpoint=endpoint, created_at=at)
        db.session.add(row)
    row.p256dh, row.auth, row.browser, row.reason = p256dh, auth, browser[:300], ""
    db.session.flush()
    return row


def unsubscribe(row: PushSubscription) -> None:
    """Push to this browser no more."""
    db.session.delete(row)
