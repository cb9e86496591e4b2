"""A time at which the user is free to talk."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from infoview.models.base import Base, Owned


class FreeSlot(Owned, Base):
    """A free time, as wall time in a zone; offered to one contact at most until it is released."""

    __tablename__ = "free_slots"

    day: Mapped[date]
    start: Mapped[time]
    minutes: Mapped[int]
    zone: Mapped[str]
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"), index=True)
    offered_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    @property
    def starts_at(self) -> datetime:
        """The instant it begins, in UTC."""
        return datetime.combine(self.day, self.start, ZoneInfo(self.zone)).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """The instant it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)
