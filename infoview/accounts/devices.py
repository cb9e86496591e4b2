"""Signed-in devices. The browser keeps a random token, the database only its hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.exc import DBAPIError

from infoview.db import db, transaction
from infoview.models import Account, Device
from infoview.models.account import NudgeRule

IDLE = timedelta(days=30)
ABSOLUTE = timedelta(days=180)
SEEN_EVERY = timedelta(minutes=5)


# Asked for every page, so made once.
_HOLDER = (
    select(
        Device.id,
        Device.signed_in_at,
        Device.seen_at,
        Account.id.label("account_id"),
        Account.name,
        Account.email,
        Account.language,
        Account.zone,
        Account.single_keys,
        Account.nudge_rule,
        Account.nudge_days,
    )
    .join(Account, Account.id == Device.account_id)
    .where(Device.token_hash == bindparam("held"))
)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is served: the account as far as every page needs it."""

    account_id: int
    device_id: int
    name: str
    email: str
    language: str
    zone: str
    single_keys: bool
    nudges: tuple[NudgeRule, int]


def find(token: str, *, at: datetime) -> Viewer | None:
    """Return whose device holds `token`, or None. Notes at most every five minutes that it was seen."""
    if not token:
        return None
    row = db.session.execute(_HOLDER, {"held": token_hash(token)}).one_or_none()
    if row is None or at - row.seen_at > IDLE or at - row.signed_in_at > ABSOLUTE:
        return None
    if at - row.seen_at > SEEN_EVERY:
        _note_seen(row.id, at)
    nudges = row.nudge_rule, row.nudge_days
    return Viewer(row.account_id, row.id, row.name, row.email, row.language, row.zone, row.single_keys, nudges)


def sign_in(account: Account, *, address: str, browser: str, at: datetime) -> str:
    """Sign a device in; return its token. Devices that have expired are forgotten."""
    forget_expired(at=at)
    token = secrets.token_urlsafe(32)
    db.session.add(
        Device(
            account_id=account.id,
            token_hash=token_hash(token),
            signed_in_at=at,
            seen_at=at,
            address=address[:64],
            browser=browser[:300],
        )
    )
    return token


def forget_expired(*, at: datetime) -> None:
    """Forget devices whose sign-in has run out."""
    db.session.execute(delete(Device).where((Device.seen_at < at - IDLE) | (Device.signed_in_at < at - ABSOLUTE)))


def sign_out(account_id: int, device_id: int | None = None, *, but: int | None = None) -> None:
    """Sign one device of an account out, or all of them, or all `but` one."""
    devices = delete(Device).where(Device.account_id == account_id)
    if device_id is not None:
        devices = devices.where(Device.id == device_id)
    if but is not None:
        devices = devices.where(Device.id != but)
    db.session.execute(devices)


def token_hash(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _note_seen(device_id: int, at: datetime) -> None:
    try:
        with transaction(waits=False):
            device = db.session.get(Device, device_id)
            if device is not None:
                device.seen_at = at
    except (DBAPIError, OSError):
        pass  # a page is worth more than the note that it was seen
