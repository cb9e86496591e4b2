"""Where a contact can be reached; the first of each kind is the primary one."""

from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned, contact_key


class EmailAddress(Owned, Base):
    """An e-mail address of a contact; `folded` is its form for comparing."""

    __tablename__ = "email_addresses"

    contact_id: Mapped[int] = contact_key()
    address: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    position: Mapped[int] = mapped_column(default=0)


class PhoneNumber(Owned, Base):
    """A phone number of a contact, as the user wrote it."""

    __tablename__ = "phone_numbers"

    contact_id: Mapped[int] = contact_key()
    number: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)


class Link(Owned, Base):
    """A page about a contact, http or https only; `folded` is its form for comparing."""

    __tablename__ = "links"

    contact_id: Mapped[int] = contact_key()
    url: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    position: Mapped[int] = mapped_column(default=0)
