"""What is known by its name, and found by it whatever its case or accents: careers and organizations."""

from datetime import datetime
from typing import TypeVar

from sqlalchemy import select

from infoview.db import db, describe
from infoview.errors import Invalid, Stale
from infoview.i18n import _
from infoview.models import Career, Organization
from infoview.text import clean_line, fold

LONGEST_NAME = 200
Named = TypeVar("Named", Career, Organization)


def find(model: type[Named], name: str) -> Named | None:
    """Return the one of that name, or None."""
    return db.session.scalar(select(model).where(model.folded == fold(name)))


def find_or_add(model: type[Named], name: str, *, at: datetime) -> Named | None:
    """Return the one of that name, added if there was none; None for an empty name."""
    name = clean_line(name)[:LONGEST_NAME].rstrip()
    return (find(model, name) or _added(model, name, "", at)) if name else None


def add(model: type[Named], name: str, *, notes: str = "", at: datetime, taken: str) -> Named:
    """Add one. Raises Invalid without a name, or with the sentence `taken` if the name is."""
    describe("add")
    return _added(model, _free_name(model, name, taken), notes, at)


def edit(row: Named, *, name: str, notes: str, version: int | None, taken: str) -> None:
    """Change name and notes. Raises Stale if `version` is not the stored one, Invalid as `add` does."""
    describe("edit")
    if version != row.version:
        raise Stale(_("This was changed in another window."), {"name": row.name, "notes": row.notes})
    row.name = _free_name(type(row), name, taken, but=row.id)
    row.folded, row.notes = fold(row.name), notes
    row.version += 1


def delete(row: Career | Organization, *, at: datetime) -> None:
    """Put one into the trash; contacts keep it, and show it again when the deletion is undone."""
    describe("delete")
    row.deleted_at = at


def names_like(model: type[Named], start: str, *, most: int = 12) -> list[str]:
    """Return the names that hold `start`, for picking one while typing."""
    held = model.folded.contains(fold(start), autoescape=True)
    return list(db.session.scalars(select(model.name).where(held).order_by(model.folded).limit(most)))


def _added(model: type[Named], name: str, notes: str, at: datetime) -> Named:
    row = model(name=name, folded=fold(name), notes=notes, created_at=at)
    db.session.add(row)
    db.session.flush()
    return row


def _free_name(model: type[Named], name: str, taken: str, but: int | None = None) -> str:
    name = clean_line(name)[:LONGEST_NAME]
    if not name:
        raise Invalid("name", _("Give it a name."))
    there = find(model, name)
    if there is not None and there.id != but:
        raise Invalid("name", taken)
    return name
