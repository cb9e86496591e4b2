"""The user's own words for sorting contacts."""

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned, contact_key


class Tag(Owned, Base):
    """A word; `folded` finds it whatever the case or accents."""

    __tablename__ = "tags"

    name: Mapped[str]
    folded: Mapped[str]

    __table_args__ = (
        Index("uq_tags_folded", "owner_id", "folded", unique=True, sqlite_where=text("deleted_at IS NULL")),
    )


class ContactTag(Owned, Base):
    """A tag on a contact."""

    __tablename__ = "contact_tags"

    contact_id: Mapped[int] = contact_key()
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id", ondelete="CASCADE"), index=True)

    __table_args__ = (
        Index("uq_contact_tags", "contact_id", "tag_id", unique=True, sqlite_where=text("deleted_at IS NULL")),
    )
