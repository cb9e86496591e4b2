"""An upload on its way into People."""

import enum
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from infoview.models.base import Base, Owned


class ImportKind(enum.Enum):
    """What was brought in."""

    LINKEDIN = "linkedin"
    CSV = "csv"
    JSON = "json"
    DEMO = "demo"


class ImportState(enum.Enum):
    """How far an import has come."""

    UPLOADED = "uploaded"
    CONFIRMED = "confirmed"
    UNDONE = "undone"


class Import(Owned, Base):
    """A file with its column mapping and what came of it; the bytes are purged after a day."""

    __tablename__ = "imports"
    __tracked__: ClassVar[bool] = False

    kind: Mapped[ImportKind]
    filename: Mapped[str] = mapped_column(default="")
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[ImportState]
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
