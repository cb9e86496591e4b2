"""A contact: a person the user hopes to meet or has met."""

import enum
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from infoview.models.base import Base, Owned
from infoview.models.stage import Stage, StageChange

if TYPE_CHECKING:
    from infoview.models.career import Career
    from infoview.models.contact_details import EmailAddress, Link, PhoneNumber
    from infoview.models.organization import Organization


class FoundBy(enum.Enum):
    """How the user came upon a contact."""

    WEB = "web"
    ARTICLE = "article"
    SCHOOL = "school"
    EMPLOYER = "employer"
    REFERRED = "referred"
    EVENT = "event"
    OTHER = "other"


class Permission(enum.Enum):
    """Whether the referrer's name may be used when writing to the contact."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class Warmth(enum.Enum):
    """How close the relationship is; it decides how often to be in touch."""

    WARM = "warm"
    COOL = "cool"


class ClosedReason(enum.Enum):
    """Why a contact was closed."""

    DECLINED = "declined"
    NO_REPLY = "no_reply"
    NOT_A_FIT = "not_a_fit"
    OTHER = "other"


class Formality(enum.Enum):
    """How a contact is spoken to in a language that has two ways: *vous* or *tu*."""

    FORMAL = "formal"
    FAMILIAR = "familiar"


class Contact(Owned, Base):
    """A person, on the board (with a stage and a place in it) or only in People (stage None)."""

    __tablename__ = "contacts"
    __unwatched__: ClassVar[frozenset[str]] = frozenset({"version", "created_at", "import_id", "research"})

    full_name: Mapped[str]
    given_name: Mapped[str] = mapped_column(default="")
    family_name: Mapped[str] = mapped_column(default="")
    address_as: Mapped[str] = mapped_column(default="")
    sort_name: Mapped[str]
    language: Mapped[str | None]
    formality: Mapped[Formality] = mapped_column(default=Formality.FORMAL)
    pronouns: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="")  # IANA name of where they are; "" is the user's own
    research: Mapped[str] = mapped_column(default="")  # what the user found out about them
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id", ondelete="SET NULL"), index=True)
    career_id: Mapped[int | None] = mapped_column(ForeignKey("careers.id", ondelete="SET NULL"), index=True)
    found_by: Mapped[FoundBy | None]
    found_text: Mapped[str] = mapped_column(default="")
    referred_by_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"), index=True)
    may_use_name: Mapped[Permission] = mapped_column(default=Permission.NOT_ASKED)
    ease: Mapped[int | None]
    value: Mapped[int | None]
    warmth: Mapped[Warmth | None]
    stage: Mapped[Stage | None]
    position: Mapped[int | None] = mapped_column(BigInteger)
    stage_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    paused_until: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    closed_reason: Mapped[ClosedReason | None]
    opted_out_at: Mapped[datetime | None]  # they asked not to be written to
    touch_months: Mapped[int | None]
    touch_on: Mapped[date | None]
    connected_on: Mapped[date | None]  # since when they are connected on LinkedIn, if an import said so
    import_id: Mapped[int | None] = mapped_column(ForeignKey("imports.id", ondelete="SET NULL"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    organization: Mapped["Organization | None"] = relationship()
    career: Mapped["Career | None"] = relationship()
    referred_by: Mapped["Contact | None"] = relationship(remote_side="Contact.id")
    emails: Mapped[list["EmailAddress"]] = relationship(order_by="EmailAddress.position")
    phones: Mapped[list["PhoneNumber"]] = relationship(order_by="PhoneNumber.position")
    links: Mapped[list["Link"]] = relationship(order_by="Link.position")
    stage_changes: Mapped[list[StageChange]] = relationship(
        order_by="StageChange.id", back_populates="contact", passive_deletes=True
    )

    __table_args__ = (
        Index(
            "uq_contacts_place",
            "owner_id",
            "stage",
            "position",
            unique=True,
            sqlite_where=text("stage IS NOT NULL"),
        ),
        Index("ix_contacts_counted", "owner_id", "deleted_at", "stage", "paused_at", "closed_at"),
        Index("ix_contacts_sort", "owner_id", "sort_name", "id"),
        {"sqlite_autoincrement": True},
    )

    @property
    def is_on_board(self) -> bool:
        """Whether a card stands on the board for them now."""
        return self.stage is not None and self.paused_at is None and self.closed_at is None
