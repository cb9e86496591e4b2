"""A wording of the user's own: one they added, or one of ours as they have changed it."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned
from infoview.models.contact import Formality
from infoview.models.message import Channel, MessageKind, Route


class MessageTemplate(Owned, Base):
    """A wording in the language of `outreach/wording.py`; `source` is subject, empty line and body.

    `replaces` is the name of the original it stands for ("email/request-cold-1"), or empty for one that was added;
    `is_hidden` says that the original is not to be offered.
    """

    __tablename__ = "message_templates"
    __unwatched__: ClassVar[frozenset[str]] = frozenset({"version"})

    name: Mapped[str]
    kind: Mapped[MessageKind]
    route: Mapped[Route | None]
    channel: Mapped[Channel]
    language: Mapped[str]
    formality: Mapped[Formality] = mapped_column(default=Formality.FORMAL)
    source: Mapped[str]
    replaces: Mapped[str] = mapped_column(default="")
    is_hidden: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_message_templates_use", "owner_id", "kind", "language"),
        Index(
            "uq_message_templates_replaces",
            "owner_id",
            "language",
            "formality",
            "replaces",
            unique=True,
            sqlite_where=text("replaces != '' AND deleted_at IS NULL"),
        ),
    )
