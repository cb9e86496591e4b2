"""What is known of the owned tables: their classes, their keys to each other, what history watches."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Column, inspect
from sqlalchemy.orm import Mapper

from infoview.models.base import Base, Owned


@cache
def owned_tables() -> dict[str, type[Any]]:
    """Return the classes of the user's data by their tables' names."""
    mappers: Iterable[Mapper[Any]] = Base.registry.mappers
    return {table_of(mapper.class_): mapper.class_ for mapper in mappers if issubclass(mapper.class_, Owned)}


@cache
def owned_keys(table: str) -> dict[str, type[Any]]:
    """Return a table's foreign keys to owned tables, each with the class it leads to."""
    if table not in owned_tables():
        return {}
    mapper = inspect(owned_tables()[table])
    columns: Iterable[Column[Any]] = mapper.columns
    return {
        mapper.get_property_by_column(column).key: owned_tables()[key.column.table.name]
        for column in columns
        for key in column.foreign_keys
        if key.column.table.name in owned_tables()
    }


@cache
def watched(table: str) -> tuple[str, ...]:
    """Return the columns of a table whose changes history keeps."""
    model = owned_tables()[table]
    ignored = model.__unwatched__ | {"id", "owner_id"}
    return tuple(column.key for column in inspect(model).column_attrs if column.key not in ignored)


def table_of(row: Any) -> str:
    """Return the name of the table of a row or a class."""
    return str(row.__tablename__)


def model_of(table: str) -> type[Any]:
    """Return the class of an owned table."""
    return owned_tables()[table]
