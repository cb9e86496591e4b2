"""The pipeline's five stages, and the history of moves between them."""

import enum
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy.orm import Mapped, relationship

from infoview.models.base import Base, Owned, contact_key

if TYPE_CHECKING:
    from infoview.models.contact import Contact


class Stage(enum.Enum):
    """A column of the board, in the order of the pipeline."""

    IDENTIFIED = "identified"
    REQUESTED = "requested"
    MET = "met"
    THANKED = "thanked"
    IN_TOUCH = "in_touch"

    @property
    def rank(self) -> int:
        """Its place in the pipeline, from 0."""
        return list(Stage).index(self)


class StageChange(Owned, Base):
    """One move of a contact between stages (None: off the board). Never edited."""

    __tablename__ = "stage_changes"
    __tracked__: ClassVar[bool] = False

    contact_id: Mapped[int] = contact_key()
    from_stage: Mapped[Stage | None]
    to_stage: Mapped[Stage | None]
    at: Mapped[datetime]
    batch: Mapped[str]

    contact: Mapped["Contact"] = relationship(back_populates="stage_changes")
