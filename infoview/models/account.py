"""Who may come in: accounts, their signed-in devices, attempts to sign in, the first code."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, RowId


class NudgeRule(enum.Enum):
    """When to follow up on a request that has had no answer."""

    AFTER_DAYS = "after_days"
    WORKING_DAYS = "working_days"
    UNTIL_FRIDAY = "until_friday"
    NEVER = "never"


class Account(Base):
    """One person's account with their profile: what their messages say about them, and the rhythm they keep.

    `digest_hour` is when the daily digest leaves, by the clock of `zone`; `reminders_off` names the reminders that are
    switched off, separated by spaces. `reminders_held` says why none is sent until the user has confirmed ("": none
    is held back). `weekly_goal` is how many conversations a week they want to have, if they set one.
    `linkedin_limit` is how many UTF-16 units LinkedIn takes in a note; `rules_off` names the rules of the etiquette
    check that are switched off, separated by spaces. `free_times` says in their own words when they are mostly free.
    """

    __tablename__ = "accounts"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[RowId]
    email: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    created_at: Mapped[datetime]
    name: Mapped[str]
    language: Mapped[str]
    zone: Mapped[str]
    background: Mapped[str] = mapped_column(default="")
    exploring: Mapped[str] = mapped_column(default="")
    pitch: Mapped[str] = mapped_column(default="")
    sign_off: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    single_keys: Mapped[bool] = mapped_column(default=True)
    nudge_rule: Mapped[NudgeRule] = mapped_column(default=NudgeRule.AFTER_DAYS)
    nudge_days: Mapped[int] = mapped_column(default=7)
    linkedin_limit: Mapped[int] = mapped_column(default=200)
    rules_off: Mapped[str] = mapped_column(default="")
    free_times: Mapped[str] = mapped_column(default="")
    weekly_goal: Mapped[int | None]
    digest_hour: Mapped[int] = mapped_column(default=7)
    reminders_off: Mapped[str] = mapped_column(default="")
    reminders_held: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)


class Device(Base):
    """A browser that is signed in. Only the hash of its token is kept."""

    __tablename__ = "devices"

    id: Mapped[RowId]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    signed_in_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    address: Mapped[str]
    browser: Mapped[str]


class Attempt(Base):
    """An attempt to sign in, counted against the account named and against the address it came from."""

    __tablename__ = "attempts"

    id: Mapped[RowId]
    at: Mapped[datetime]
    subject: Mapped[str]

    __table_args__ = (Index("ix_attempts_subject_at", "subject", "at"),)


class FirstCode(Base):
    """The one-time code that makes the first account; only its hash is kept."""

    __tablename__ = "first_codes"

    id: Mapped[RowId]
    code_hash: Mapped[str]
    made_at: Mapped[datetime]
