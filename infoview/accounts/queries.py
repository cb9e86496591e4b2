"""Reads about the user's own account."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from infoview.db import db, zone
from infoview.i18n import _, instant_words
from infoview.models import Account, Device

WORDS_PER_SECOND = 2.3  # unhurried speech, about 140 words a minute
PITCH_SECONDS = (15, 30)  # the guides: an introduction takes 15 to 30 seconds


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A signed-in device as the list shows it."""

    id: int
    browser: str
    address: str
    seen: str
    is_this_one: bool


def devices(account_id: int, this_device: int, *, at: datetime) -> list[DeviceRow]:
    """Return the account's devices, the latest seen first."""
    rows = db.session.scalars(select(Device).where(Device.account_id == account_id).order_by(Device.seen_at.desc()))
    return [DeviceRow(d.id, browser_words(d.browser), d.address, _seen(d, at), d.id == this_device) for d in rows]


def _seen(device: Device, at: datetime) -> str:
    seen, since = (instant_words(instant, zone(), at) for instant in (device.seen_at, device.signed_in_at))
    return _("Last seen %(seen)s, signed in since %(since)s", seen=seen, since=since)


def profile(account_id: int) -> Account:
    """Return the account with its profile."""
    return db.session.get_one(Account, account_id)


def everyone() -> list[tuple[str, str]]:
    """Return address and name of every account, by address."""
    return [
        (email, name) for email, name in db.session.execute(select(Account.email, Account.name).order_by(Account.email))
    ]


def reading_seconds(text: str) -> int:
    """Return how many seconds it takes to say `text`."""
    return round(len(text.split()) / WORDS_PER_SECOND)


def browser_words(agent: str) -> str:
    """Return a browser and its system by their names, from what the browser says of itself."""
    browsers = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
    systems = {
        "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS": "macOS",
        "Linux": "Linux",
    }  # fmt: skip
    browser = next((name for mark, name in browsers.items() if mark in agent), "")
    system = next((name for mark, name in systems.items() if mark in agent), "")
    return " · ".join(filter(None, (browser, system))) or agent[:60] or "?"
