"""What every table has in common: types, names of constraints, ownership."""

import enum
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, Date, DateTime, Enum, ForeignKey, MetaData, Text, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

from infoview.clock import EARLIEST_DAY, LATEST_DAY
from infoview.text import clean


class Instant(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database. A naive datetime is refused."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What undo and import read it back as."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return it aware."""
        return value.replace(tzinfo=UTC) if value else None


class Day(TypeDecorator[date]):
    """A calendar day from 1900 to 2200."""

    impl = Date
    cache_ok = True

    @property
    def python_type(self) -> type[date]:
        """What undo and import read it back as."""
        return date

    def process_bind_param(self, value: date | None, dialect: Dialect) -> date | None:
        """Refuse a day the app does not know."""
        if value is not None and not EARLIEST_DAY <= value <= LATEST_DAY:
            raise ValueError("a day lies between 1900 and 2200")
        return value


class CleanText(TypeDecorator[str]):
    """Text as it may be stored (`text.clean`), whoever brings it."""

    impl = Text
    cache_ok = True

    @property
    def python_type(self) -> type[str]:
        """What undo and import read it back as."""
        return str

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Clean the text."""
        return clean(value) if value is not None else None


WallTime = Annotated[datetime, mapped_column(DateTime)]
RowId = Annotated[int, mapped_column(primary_key=True)]


def contact_key(**options: Any) -> Mapped[int]:
    """Return a foreign key to the contact a row belongs to."""
    return mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True, **options)


class Base(DeclarativeBase):
    """The base of every table."""

    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            datetime: Instant,
            date: Day,
            str: CleanText,
            dict[str, Any]: JSON,
            enum.Enum: Enum(
                enum.Enum,
                native_enum=False,
                length=32,
                create_constraint=False,
                values_callable=lambda kind: [member.value for member in kind],
            ),
        },
    )


class Owned:
    """A row of one account's data; `db.py` sees to it that nobody else's is ever read or written.

    `__tracked__` says whether changes leave a row in the history; `__unwatched__` names the columns
    that are derived, or too chatty, to be kept there.
    """

    __tracked__: ClassVar[bool] = True
    __unwatched__: ClassVar[frozenset[str]] = frozenset()

    id: Mapped[RowId]
    owner_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    deleted_at: Mapped[datetime | None] = mapped_column()
