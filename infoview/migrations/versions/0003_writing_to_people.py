"""Writing to people: templates and a mail server of the user's own, an outbox, what came back, and the rhythm."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from infoview.models.base import CleanText, Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXTS: dict[str, list[str]] = {
    "accounts": ["rules_off"],
    "drafts": ["wording", "address", "news"],
    "messages": ["quoted", "attachments", "address", "header_id"],
}


def upgrade() -> None:
    """Bring the schema to this revision."""
    for table, names in TEXTS.items():
        for name in names:
            op.add_column(table, sa.Column(name, CleanText(), nullable=False, server_default=""))
    op.add_column("accounts", _word("nudge_rule", server_default="after_days"))
    op.add_column("accounts", sa.Column("nudge_days", sa.Integer(), nullable=False, server_default="7"))
    op.add_column("accounts", sa.Column("linkedin_limit", sa.Integer(), nullable=False, server_default="200"))
    op.add_column("contacts", _word("formality", server_default="formal"))
    op.add_column("contacts", sa.Column("opted_out_at", Instant(), nullable=True))
    op.add_column("advice", sa.Column("done_at", Instant(), nullable=True))
    op.create_index("ix_messages_sent", "messages", ["owner_id", "deleted_at", "sent_at"])
    _drafts()
    _templates()
    _mail_servers()
    _outbox()


def _drafts() -> None:
    with op.batch_alter_table("drafts") as drafts:
        drafts.add_column(sa.Column("about_id", sa.Integer(), nullable=True))
        drafts.add_column(_word("channel", nullable=True))
        drafts.create_foreign_key("fk_drafts_about_id", "contacts", ["about_id"], ["id"], ondelete="CASCADE")
        drafts.create_index("ix_drafts_about_id", ["about_id"])
        drafts.drop_index("uq_drafts_open")
    for name, columns, condition in (
        ("uq_drafts_open", ["contact_id", "kind"], "about_id IS NULL"),
        ("uq_drafts_open_about", ["contact_id", "kind", "about_id"], "about_id IS NOT NULL"),
    ):
        open_ones = sa.text(f"state = 'open' AND {condition} AND deleted_at IS NULL")
        op.create_index(name, "drafts", columns, unique=True, sqlite_where=open_ones)


def _templates() -> None:
    _owned_table(
        "message_templates",
        _text("name"),
        _word("kind"),
        _word("route", nullable=True),
        _word("channel"),
        _text("language"),
        _word("formality"),
        _text("source"),
        _text("replaces"),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
    )
    op.create_index("ix_message_templates_use", "message_templates", ["owner_id", "kind", "language"])
    op.create_index(
        "uq_message_templates_replaces",
        "message_templates",
        ["owner_id", "language", "formality", "replaces"],
        unique=True,
        sqlite_where=sa.text("replaces != '' AND deleted_at IS NULL"),
    )


def _mail_servers() -> None:
    _owned_table(
        "mail_servers",
        _text("host"),
        sa.Column("port", sa.Integer(), nullable=False),
        _word("security"),
        _text("username"),
        _text("sealed_password"),
        _text("sender"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
    )
    one_each = sa.text("deleted_at IS NULL")
    op.create_index("uq_mail_servers_owner", "mail_servers", ["owner_id"], unique=True, sqlite_where=one_each)


def _outbox() -> None:
    keys = {"contact_id": "CASCADE", "about_id": "SET NULL", "draft_id": "SET NULL", "message_id": "SET NULL"}
    targets = {"draft_id": "drafts", "message_id": "messages"}
    _owned_table(
        "outbox",
        *(sa.Column(name, sa.Integer(), nullable=name != "contact_id") for name in keys),
        _word("kind"),
        _word("route", nullable=True),
        _text("language", nullable=True),
        *map(_text, ("address", "subject", "body", "header_id")),
        _word("state"),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _text("reason"),
        _text("answer"),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{targets.get(name, 'contacts')}.id"], name=f"fk_outbox_{name}", ondelete=rule
            )
            for name, rule in keys.items()
        ),
    )
    for name in keys:
        op.create_index(f"ix_outbox_{name}", "outbox", [name])
    op.create_index("ix_outbox_due", "outbox", ["state", "due_at"])


def _owned_table(name: str, *columns: Any) -> None:
    op.create_table(
        name,
        *columns,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["accounts.id"], name=f"fk_{name}_owner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_owner_id", name, ["owner_id"])


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, CleanText(), nullable=nullable)


def _word(name: str, *, nullable: bool = False, server_default: str | None = None) -> sa.Column[str]:
    """Return a column that holds a member of an enum by its value."""
    return sa.Column(name, sa.String(32), nullable=nullable, server_default=server_default)
