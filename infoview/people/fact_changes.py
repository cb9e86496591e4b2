"""Changes of a contact's facts, from the history, in words."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select

from infoview.clock import day_of
from infoview.db import db, zone
from infoview.i18n import _, _l, day_words
from infoview.labels import PERMISSIONS, REASONS
from infoview.models import Career, Change, Contact, Organization
from infoview.models.contact import ClosedReason, Permission

TITLES = {
    "full_name": _l("Name changed"),
    "title": _l("Title changed"),
    "organization_id": _l("Organization changed"),
    "career_id": _l("Career changed"),
    "referred_by_id": _l("Who named them changed"),
    "may_use_name": _l("Permission to use the name changed"),
}
LEADS_TO: dict[str, Any] = {"organization_id": Organization, "career_id": Career, "referred_by_id": Contact}
TOLD = (*TITLES, "closed_at", "paused_at", "paused_until", "opted_out_at")
Told = TypeVar("Told")
Tell = Callable[[Change, str, str, str], Told]


def told(changes: Iterable[Change], tell: Tell[Told]) -> list[Told]:
    """Tell each change by icon, title and line, what the contact was made with excepted."""
    rows = [change for change in changes if change.before]
    names = _names(rows)
    return [tell(change, *words) for change in rows for words in _words(change, names)]


def _words(change: Change, names: dict[str, dict[int, str]]) -> Iterable[tuple[str, str, str]]:
    before, after = change.before, change.after
    for key, title in TITLES.items():
        if key in before:
            old, new = (_value(key, side[key], names) for side in (before, after))
            yield "draft", str(title), f"{old} → {new}"
    if "opted_out_at" in before:
        yield "info", _("Asked not to be written to") if after["opted_out_at"] else _("May be written to again"), ""
    if after.get("closed_at"):
        reason = after.get("closed_reason")
        yield "archive", _("Closed"), str(REASONS[ClosedReason(reason)]) if reason else ""
    elif after.get("paused_at") or after.get("paused_until"):
        until = date.fromisoformat(after["paused_until"]) if after.get("paused_until") else None
        title = _("Paused until %(day)s", day=day_words(until, day_of(change.at, zone()))) if until else _("Paused")
        yield "pause", title, ""
    elif before.get("closed_at") or before.get("paused_at"):
        yield "undo", _("Reopened"), ""


def _value(key: str, value: Any, names: dict[str, dict[int, str]]) -> str:
    if key in LEADS_TO:
        return names[key].get(value, _("nobody") if key == "referred_by_id" else _("none"))
    if key == "may_use_name":
        return str(PERMISSIONS[Permission(value)]) if value else _("none")
    return str(value or _("none"))


def _names(changes: list[Change]) -> dict[str, dict[int, str]]:
    """Return the names behind the ids that changed, of things in the trash too."""
    names: dict[str, dict[int, str]] = {}
    for key, model in LEADS_TO.items():
        ids = {side[key] for change in changes for side in (change.before, change.after) if side.get(key)}
        name = Contact.full_name if model is Contact else model.name
        rows = db.session.execute(
            select(model.id, name.label("name")).where(model.id.in_(ids)), execution_options={"include_deleted": True}
        )
        names[key] = {row.id: row.name for row in rows}
    return names
