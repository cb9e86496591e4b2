"""Making accounts, signing in within limits, changing password and profile."""

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from sqlalchemy import delete, func, select

from infoview.accounts import devices
from infoview.accounts.passwords import hash_password, is_right
from infoview.db import db, transaction
from infoview.errors import Invalid, Refused, Stale
from infoview.i18n import DEFAULT_LANGUAGE, LANGUAGES, _
from infoview.logs import log
from infoview.models import Account, Attempt, FirstCode
from infoview.prepare import code_hash
from infoview.text import clean_line

WINDOW = timedelta(minutes=15)
FAILURES_PER_ACCOUNT = 10
FAILURES_PER_ADDRESS = 40
PROFILE = ("name", "background", "exploring", "pitch", "sign_off", "language", "zone", "phone", "single_keys")


class TooManyAttempts(Invalid):
    """A password or a code that has to wait, right or not: answered with 429."""


def add_account(
    *, email: str, name: str, password_hash: str, language: str = DEFAULT_LANGUAGE, zone: str = "UTC", at: datetime
) -> Account:
    """Add an account. Raises Invalid if the address is no address or already has one."""
    email = checked_email(email)
    name = clean_line(name)
    if not name:
        raise Invalid("name", _("Give your name: your messages are signed with it."))
    if find_account(email) is not None:
        raise Invalid("email", _("There is already an account with this address."))
    account = Account(
        email=email,
        name=name[:200],
        password_hash=password_hash,
        language=language if language in LANGUAGES else DEFAULT_LANGUAGE,
        zone=known_zone(zone) or "UTC",
        created_at=at,
    )
    db.session.add(account)
    db.session.flush()
    return account


def add_first_account(
    *, code: str, email: str, name: str, password_hash: str, language: str, zone: str, at: datetime
) -> Account:
    """Add the first account with the code the server printed, which is used up by it.

    Raises Invalid if the code is not the one, Refused if there is an account already.
    """
    if not has_no_account():
        raise Refused(_("There is already an account here. Sign in instead."))
    kept = db.session.scalar(select(FirstCode))
    if kept is None or not hmac.compare_digest(kept.code_hash, code_hash(code)):
        raise Invalid("code", _("This is not the code. It is printed where the server was started."))
    account = add_account(email=email, name=name, password_hash=password_hash, language=language, zone=zone, at=at)
    db.session.delete(kept)
    return account


def has_no_account() -> bool:
    """Whether nobody has an account yet."""
    return db.session.scalar(select(Account.id).limit(1)) is None


def find_account(email: str) -> Account | None:
    """Return the account with that address, whatever its case."""
    return db.session.scalar(select(Account).where(Account.email == clean_line(email).casefold()[:320]))


def sign_in(*, email: str, password: str, address: str, browser: str, at: datetime) -> tuple[Account, str]:
    """Sign in; return the account and the device's new token.

    The attempt is written before the password is looked at, so that a crash cannot give more of them.
    Raises TooManyAttempts, or Invalid with the same words in the same time for a wrong name and a wrong password.
    """
    count_attempt(f"account:{clean_line(email).casefold()[:320]}", FAILURES_PER_ACCOUNT, at)
    count_attempt(f"address:{address}", FAILURES_PER_ADDRESS, at)
    account = find_account(email)
    account_id, looked_at = (account.id, account.password_hash) if account else (None, None)
    if not is_right(password, looked_at) or account_id is None:
        log.info("Refused a sign-in: %s", f"account {account_id}" if account_id else "no such account")
        raise Invalid("password", _("The e-mail address or the password is not right."))
    with transaction():
        unchanged = select(Account).where(Account.id == account_id, Account.password_hash == looked_at)
        account = db.session.scalar(unchanged)
        if account is None:
            raise Invalid("password", _("The e-mail address or the password is not right."))
        db.session.execute(delete(Attempt).where(Attempt.subject == f"account:{account.email}"))
        log.info("Signed in: account %s", account.id)
        return account, devices.sign_in(account, address=address, browser=browser, at=at)


def count_attempt(subject: str, most: int, at: datetime) -> None:
    """Write an attempt down. Raises TooManyAttempts if there were `most` in the last quarter of an hour."""
    with transaction():
        forget_old_attempts(at=at)
        made = db.session.scalar(select(func.count(Attempt.id)).where(Attempt.subject == subject)) or 0
        if made < most:
            db.session.add(Attempt(subject=subject, at=at))
    if made >= most:
        log.warning("Too many attempts to sign in for one %s: it has to wait", subject.partition(":")[0])
        raise TooManyAttempts("password", _("Too many attempts. Wait a quarter of an hour, then try again."))


def forget_old_attempts(*, at: datetime) -> None:
    """Forget attempts that do not count any more."""
    db.session.execute(delete(Attempt).where(Attempt.at < at - WINDOW))


def change_password(account_id: int, *, password_hash: str, keep_device: int | None = None) -> None:
    """Set a new password; every other device is signed out."""
    db.session.get_one(Account, account_id).password_hash = password_hash
    devices.sign_out(account_id, but=keep_device)
    log.info("Changed the password, signed out other devices: account %s", account_id)


def remove_account(account_id: int) -> None:
    """Remove an account and, with it, every row it owns: for good, there is no undo."""
    db.session.execute(delete(Account).where(Account.id == account_id))


def check_new_password(account: Account, *, present: str | None, new: str, field: str = "new_password") -> str:
    """Return the hash of a new password; `present` must be right unless it is None (the command line).

    Raises Invalid.
    """
    if present is not None and not is_right(present, account.password_hash):
        raise Invalid("password", _("This is not your present password."))
    return hash_password(new, field=field, about=(account.email, account.name))


def edit_profile(account_id: int, values: Mapping[str, Any], *, version: int | None = None) -> Account:
    """Change fields of the profile. Raises Invalid, or Stale if `version` is not the stored one."""
    account = db.session.get_one(Account, account_id)
    if version is not None and version != account.version:
        raise Stale(
            _("Your profile was changed in another window."), {name: getattr(account, name) for name in PROFILE}
        )
    if "zone" in values and known_zone(values["zone"]) is None:
        raise Invalid("zone", _("This is not a time zone. Write it like Europe/Paris."))
    if "name" in values and not values["name"]:
        raise Invalid("name", _("Give your name: your messages are signed with it."))
    for name, value in values.items():
        assert name in PROFILE
        setattr(account, name, value)
    account.version += 1
    return account


def checked_email(text: str) -> str:
    """Return an e-mail address as it is kept. Raises Invalid if it is none."""
    from email_validator import EmailNotValidError, validate_email  # slow to load: not at every start

    try:
        return validate_email(clean_line(text), check_deliverability=False, test_environment=True).normalized.casefold()
    except EmailNotValidError:
        raise Invalid("email", _("This does not look like an e-mail address.")) from None


def zones() -> list[str]:
    """Return the IANA names of all time zones."""
    return sorted(available_timezones())


def known_zone(name: str) -> str | None:
    """Return the IANA zone of that name, or None."""
    return name if name in available_timezones() else None
