"""The conversation itself: agreed, prepared, held, written up, and what it decides."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from infoview.models.base import CleanText, Day, Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXTS: dict[str, list[str]] = {
    "accounts": ["free_times"],
    "contacts": ["zone", "research"],
    "organizations": ["why", "strengths", "culture", "news", "competitors"],
    "careers": ["research", "verdict_why"],
    "meetings": ["uid", "link", "directions", "bring", "offer", "ticked"],
    "outbox": ["invitation"],
}


def upgrade() -> None:
    """Bring the schema to this revision."""
    for table, names in TEXTS.items():
        for name in names:
            op.add_column(table, sa.Column(name, CleanText(), nullable=False, server_default=""))
    op.execute("UPDATE meetings SET uid = lower(hex(randomblob(16)))")
    op.add_column("organizations", sa.Column("rank", sa.Integer(), nullable=True))
    op.add_column("organizations", _yes_or_no("is_practice"))
    op.add_column("careers", _word("verdict", nullable=True))
    op.add_column("careers", sa.Column("verdict_on", Day(), nullable=True))
    op.add_column("drafts", _yes_or_no("has_invitation", server_default="1"))
    op.add_column("advice", sa.Column("due_on", Day(), nullable=True))
    _meetings()
    _debriefs()
    _questions()
    _ledger()
    _free_slots()


def _meetings() -> None:
    op.add_column("meetings", sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("meetings", sa.Column("travel_minutes", sa.Integer(), nullable=True))
    for name in ("started_at", "ended_at", "debriefed_at"):
        op.add_column("meetings", sa.Column(name, Instant(), nullable=True))
    op.add_column("meetings", _yes_or_no("asked_for_others"))
    for name in ("name_allowed", "again_allowed", "resume_allowed"):
        op.add_column("meetings", _word(name, server_default="not_asked"))


def _debriefs() -> None:
    ratings = ("fit_interests", "fit_values", "fit_needs", "fit_skills", "confidence_before", "confidence_after")
    texts = ("notes", "people_noted", "more_to_know", "impressions", "liked", "disliked", "ways_in", "titles")
    reasons = ("why_interests", "why_values", "why_needs", "why_skills", "verdict_why", "next_step")
    _owned_table(
        "debriefs",
        _key("meeting_id"),
        *map(_text, (*texts, *reasons)),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ratings),
        _word("verdict", nullable=True),
        sa.Column("next_step_on", Day(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        meeting_id="meetings",
    )
    one_each = sa.text("deleted_at IS NULL")
    op.create_index("uq_debriefs_meeting", "debriefs", ["meeting_id"], unique=True, sqlite_where=one_each)
    _owned_table("surprises", _key("meeting_id"), _text("expected"), _text("actual"), _place(), meeting_id="meetings")
    _owned_table(
        "demands",
        _key("meeting_id"),
        _text("body"),
        _word("ability", nullable=True),
        _place(),
        meeting_id="meetings",
    )


def _questions() -> None:
    _owned_table(
        "learning_goals",
        _key("career_id"),
        _text("body"),
        _place(),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        career_id="careers",
    )
    _owned_table(
        "own_questions",
        _text("text"),
        _word("topic"),
        _text("why"),
        _text("follow_up"),
        *map(_yes_or_no, ("is_early", "is_spare", "is_candid", "is_open")),
        _key("career_id", nullable=True),
        _key("goal_id", nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        career_id="careers",
        goal_id="learning_goals",
    )
    _owned_table(
        "meeting_questions",
        _key("meeting_id"),
        _text("code"),
        _key("own_question_id", nullable=True),
        _key("goal_id", nullable=True),
        _word("topic", nullable=True),
        *map(_text, ("text", "follow_up", "answer")),
        *map(_yes_or_no, ("is_open", "is_starred", "is_quote", "is_follow_up")),
        sa.Column("minutes", sa.Integer(), nullable=True),
        _place(),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        meeting_id="meetings",
        own_question_id="own_questions",
        goal_id="learning_goals",
    )
    op.create_index("ix_meeting_questions_code", "meeting_questions", ["owner_id", "code"])


def _ledger() -> None:
    more: dict[str, list[sa.Column[Any]]] = {
        "promises": [],
        "resources": [_word("kind"), _text("url")],
        "leads": [_text("url")],
    }
    for table, columns in more.items():
        _owned_table(
            table,
            _key("contact_id"),
            _key("meeting_id"),
            _text("body"),
            sa.Column("due_on", Day(), nullable=True),
            sa.Column("done_at", Instant(), nullable=True),
            _place(),
            *columns,
            contact_id="contacts",
            meeting_id="meetings",
        )


def _free_slots() -> None:
    _owned_table(
        "free_slots",
        sa.Column("day", Day(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        _text("zone"),
        _key("contact_id", nullable=True),
        sa.Column("offered_at", Instant(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        contact_id="contacts",
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


def _key(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _place() -> sa.Column[int]:
    return sa.Column("position", sa.Integer(), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, CleanText(), nullable=False)


def _word(name: str, *, nullable: bool = False, server_default: str | None = None) -> sa.Column[str]:
    """Return a column that holds a member of an enum by its value."""
    return sa.Column(name, sa.String(32), nullable=nullable, server_default=server_default)


def _yes_or_no(name: str, *, server_default: str = "0") -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=server_default)
