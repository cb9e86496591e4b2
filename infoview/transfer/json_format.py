"""The file that holds everything an account has: what its rows look like, and how they are read back.

A row keeps its table's columns by name. Ids are local to the file: 1, 2, 3 … in each table, so that the same data
gives the same file whatever database it lay in. What is no data of the user's (the password, uploads that
wait to be confirmed, keys of answered forms, the mail server with its sealed password, notifications that were sent and
the browsers that take pushes) stays out.
"""

import enum
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from sqlalchemy import JSON, Boolean, Column, Enum, Integer, LargeBinary, Table
from sqlalchemy.types import TypeEngine

from infoview.clock import EARLIEST_DAY, LATEST_DAY
from infoview.ledger.words import BY_WORD
from infoview.models import (
    Account,
    Base,
    Change,
    Draft,
    Mail,
    MailServer,
    Meeting,
    Notification,
    OnceKey,
    PushSubscription,
    Reminder,
    SetAside,
)
from infoview.models.owned import model_of, watched
from infoview.text import clean, safe_url

FORMAT = "infoview"
VERSION = 1
LONGEST_TEXT = 100_000
_RATINGS = ("ease", "value", "confidence_before", "confidence_after")
_FITS = ("fit_interests", "fit_values", "fit_needs", "fit_skills")
_LARGEST = dict.fromkeys((*_RATINGS, *_FITS), 5) | {
    "minutes": 24 * 60,
    "touch_months": 1200,
    "rank": 10,
    "weekly_goal": 50,
}
NOT_EXPORTED = {model.__tablename__ for model in (OnceKey, MailServer, Notification, PushSubscription)}
_LAST = (SetAside.__tablename__, Change.__tablename__)  # they name rows of other tables without a key to them
_ABOUT: dict[str, type[Any]] = {"meeting": Meeting, "mail": Mail, "draft": Draft, "reminder": Reminder, **BY_WORD}
ABOUT_NOTHING = 0  # the id of what a step was about that is not there any more
NOT_PROFILE = frozenset({"id", "email", "password_hash", "created_at", "version", "reminders_held"})

Find = Callable[[str, int], int | None]
"""From a table and an id on one side (file or database) to the id on the other."""


class Unreadable(Exception):
    """A value that cannot be what its column holds."""


def tables() -> dict[str, type[Any]]:
    """Return the classes of the user's data by table, each after those it refers to."""
    owned = [table.name for table in Base.metadata.sorted_tables if "owner_id" in table.columns]
    names = sorted(
        set(owned) - NOT_EXPORTED, key=lambda name: (name in _LAST and _LAST.index(name) + 1, owned.index(name))
    )
    return {name: model_of(name) for name in names}


def columns(model: type[Any]) -> dict[str, Column[Any]]:
    """Return the columns of a class that the file keeps, without its id."""
    table: Table = model.__table__
    return {
        column.key: column
        for column in table.columns
        if column.key not in ("id", "owner_id") and not isinstance(column.type, LargeBinary)
    }


def profile_columns() -> dict[str, Column[Any]]:
    """Return the columns of the account that are the user's words about themselves."""
    table: Table = Account.__table__  # type: ignore[assignment]
    return {column.key: column for column in table.columns if column.key not in NOT_PROFILE}


def references(model: type[Any]) -> dict[str, str]:
    """Return the columns that hold ids, each with the table it refers to."""
    found = {
        key: foreign.column.table.name
        for key, column in columns(model).items()
        for foreign in column.foreign_keys
        if foreign.column.table.name != Account.__tablename__
    }
    return found | ({"contact_id": "contacts"} if model is Change else {})


def written(value: Any) -> Any:
    """Return a value as JSON holds it."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date | time) else value


def read(value: Any, column: Column[Any]) -> Any:
    """Return a value as its column holds it. Raises Unreadable if it cannot be one."""
    if value is None and column.default is not None and not column.nullable:
        value = written(_default(column))  # a column that came after the file was written
    if value is None:
        if not column.nullable:
            raise Unreadable
        return None
    return _reader(column.type)(value)


def _default(column: Column[Any]) -> Any:
    default = column.default
    if default is None or not default.is_callable:
        return getattr(default, "arg", None)
    return default.arg(None)  # type: ignore[attr-defined]  # SQLAlchemy hands every maker its context


def renumber(model: type[Any], row: dict[str, Any], find: Find) -> dict[str, Any]:
    """Return a row with every id in it translated by `find`."""
    row = _renumbered(references(model), row, find)
    if model is SetAside:
        row |= _renumbered_subject(row, find)
    if model is Change:
        keys = references(model_of(row["row_table"]))
        row["row_id"] = find(row["row_table"], row["row_id"])
        row["before"] = _renumbered(keys, row["before"], find)
        row["after"] = _renumbered(keys, row["after"], find)
        if row["row_table"] == SetAside.__tablename__:
            for kept in ("before", "after"):
                row[kept] |= _renumbered_subject(row[kept], find)
    return row


def is_about_nothing(row: Mapping[str, Any], find: Find) -> bool:
    """Whether what a step that was set aside was about is not there any more."""
    subject = _renumbered_subject(row, find).get("subject", "")
    return bool(subject.endswith(f" {ABOUT_NOTHING}"))


def _renumbered_subject(row: Mapping[str, Any], find: Find) -> dict[str, str]:
    """Return what a step is about, such as "meeting 7", with its id translated by `find`."""
    word, _space, number = row.get("subject", "").partition(" ")
    if word not in _ABOUT or not number.isdecimal():
        return {}
    try:
        found = find(_ABOUT[word].__tablename__, int(number))
    except KeyError:
        found = None
    return {"subject": f"{word} {found or ABOUT_NOTHING}"}


def _renumbered(keys: Mapping[str, str], row: Mapping[str, Any], find: Find) -> dict[str, Any]:
    return {k: v if v is None or k not in keys else find(keys[k], v) for k, v in row.items()}


def renumber_counts(counts: Mapping[str, Any], find: Find) -> dict[str, Any]:
    """Return what came of an import, with the ids of what it made and of who stayed translated by `find`."""
    named = dict(counts)
    for table in tables().keys() & counts.keys():
        named[table] = [find(table, id_) for id_ in counts[table]]
    if "kept" in counts:
        named["kept"] = [{**contact, "id": find("contacts", contact["id"])} for contact in counts["kept"]]
    return named


def _reader(kind: TypeEngine[Any]) -> Callable[[Any], Any]:
    if isinstance(kind, Enum):
        return lambda value: _enum(kind, value)
    if isinstance(kind, Boolean):
        return lambda value: _only(bool, value)
    if isinstance(kind, JSON):
        return lambda value: _only(dict, value)
    if isinstance(kind, Integer):
        return _integer
    python = kind.python_type
    return {str: _text, datetime: _instant, date: _day, time: _time}[python]


def _only(kind: type[Any], value: Any) -> Any:
    if type(value) is not kind:
        raise Unreadable
    return value


def _integer(value: Any) -> int:
    if not -(2**63) <= _only(int, value) < 2**63:
        raise Unreadable
    return int(value)


def _text(value: Any) -> str:
    if len(_only(str, value)) > LONGEST_TEXT:
        raise Unreadable
    return clean(value)


def _enum(kind: Enum, value: Any) -> Any:
    assert kind.enum_class is not None
    return kind.enum_class(_only(str, value))


def _instant(value: Any) -> datetime:
    instant = datetime.fromisoformat(_only(str, value))
    if instant.tzinfo is None:
        raise Unreadable
    _within_days(instant.date())
    return instant


def _day(value: Any) -> date:
    return _within_days(date.fromisoformat(_only(str, value)))


def _within_days(day: date) -> date:
    if not EARLIEST_DAY <= day <= LATEST_DAY:
        raise Unreadable
    return day


def _time(value: Any) -> time:
    wall = time.fromisoformat(_only(str, value))
    if wall.tzinfo is not None:
        raise Unreadable
    return wall


def check(row: dict[str, Any]) -> None:
    """Raise Unreadable for what no page could show or no link may lead to, although its columns take it."""
    is_right = (
        all(safe_url(row[name]) == row[name] for name in ("url", "link") if row.get(name)),
        "zone" not in row or row["zone"] in _zones() or (row["zone"] == "" and "full_name" in row),
        row.get("full_name") != "",
        "position" not in row or "stage" not in row or (row["stage"] is None) == (row["position"] is None),
        0 <= row.get("digest_hour", 0) <= 23,
        all(1 <= row[name] <= most for name, most in _LARGEST.items() if row.get(name) is not None),
    )
    if not all(is_right):
        raise Unreadable


def check_history(change: Mapping[str, Any]) -> None:
    """Raise Unreadable for a change that undo could not put back: what it kept must fit the columns it is about."""
    model = model_of(change["row_table"])
    own = columns(model)
    for kept in (change["before"], change["after"]):
        if not kept.keys() <= set(watched(change["row_table"])):
            raise Unreadable
        check({key: read(value, own[key]) for key, value in kept.items() if value is not None})


@cache
def _zones() -> set[str]:
    return available_timezones()
