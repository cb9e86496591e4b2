"""Today and reminders: own reminders, what was set aside, things to share, notifications, pushes, calendar feed, leases."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from infoview.models.base import CleanText, Day, Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.add_column("accounts", sa.Column("weekly_goal", sa.Integer(), nullable=True))
    op.add_column("accounts", sa.Column("digest_hour", sa.Integer(), nullable=False, server_default="7"))
    for name in ("reminders_off", "reminders_held"):
        op.add_column("accounts", sa.Column(name, CleanText(), nullable=False, server_default=""))
    _reminding()
    _notifications()
    _feeds()
    _leases()


def _reminding() -> None:
    _owned_table(
        "reminders",
        _whole("contact_id"),
        _text("body"),
        sa.Column("due_on", Day(), nullable=False),
        _instant("done_at", nullable=True),
        _whole("version"),
        _instant("created_at"),
        contact_id="contacts",
    )
    _owned_table(
        "set_aside",
        _whole("contact_id"),
        *map(_text, ("rule", "subject", "fact")),
        sa.Column("until", Day(), nullable=True),
        _instant("created_at"),
        contact_id="contacts",
    )
    _owned_table(
        "shares",
        *map(_text, ("body", "url", "topic")),
        _whole("career_id", nullable=True),
        _whole("version"),
        _instant("created_at"),
        career_id="careers",
    )
    _owned_table(
        "shared",
        _whole("share_id"),
        _whole("contact_id"),
        _instant("created_at"),
        share_id="shares",
        contact_id="contacts",
    )
    op.create_index("ix_shared_share_id_contact_id", "shared", ["share_id", "contact_id"])


def _notifications() -> None:
    _owned_table(
        "notifications",
        *map(_word, ("kind", "way")),
        _text("key"),
        _word("state"),
        _text("header_id"),
        _whole("attempts"),
        _instant("due_at"),
        _instant("sent_at", nullable=True),
        *map(_text, ("reason", "answer")),
        _instant("created_at"),
    )
    op.create_index("uq_notifications_key", "notifications", ["owner_id", "kind", "way", "key"], unique=True)
    _owned_table(
        "push_subscriptions",
        *map(_text, ("endpoint", "p256dh", "auth", "browser")),
        _instant("sent_at", nullable=True),
        _text("reason"),
        _instant("created_at"),
    )
    op.create_index("uq_push_subscriptions_endpoint", "push_subscriptions", ["owner_id", "endpoint"], unique=True)


def _feeds() -> None:
    op.create_table(
        "calendar_feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        _whole("account_id"),
        _text("token_hash"),
        sa.Column("shows_names", sa.Boolean(), nullable=False),
        _text("kinds"),
        _instant("made_at"),
        _instant("read_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_calendar_feeds_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_feeds"),
        sa.UniqueConstraint("account_id", name="uq_calendar_feeds_account_id"),
        sa.UniqueConstraint("token_hash", name="uq_calendar_feeds_token_hash"),
    )


def _leases() -> None:
    op.create_table(
        "leases",
        sa.Column("id", sa.Integer(), nullable=False),
        *map(_text, ("name", "holder")),
        _instant("held_until", nullable=True),
        _instant("ran_at", nullable=True),
        _text("problem"),
        sa.PrimaryKeyConstraint("id", name="pk_leases"),
        sa.UniqueConstraint("name", name="uq_leases_name"),
    )


def _owned_table(name: str, *columns: sa.Column[Any], **keys: str) -> None:
    """Make a table of the user's data; `keys` are its foreign keys, each with the table it leads to."""
    rules = {column.name: "SET NULL" if column.nullable else "CASCADE" for column in columns}
    op.create_table(
        name,
        *columns,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", Instant(), nullable=True),
        *(
            sa.ForeignKeyConstraint([key], [f"{table}.id"], name=f"fk_{name}_{key}", ondelete=rules[key])
            for key, table in keys.items()
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["accounts.id"], name=f"fk_{name}_owner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    for key in ("owner_id", *keys):
        op.create_index(f"ix_{name}_{key}", name, [key])


def _whole(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, CleanText(), nullable=False)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, Instant(), nullable=nullable)


def _word(name: str) -> sa.Column[str]:
    """Return a column that holds a member of an enum by its value."""
    return sa.Column(name, sa.String(32), nullable=False)
