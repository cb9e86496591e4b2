"""History: every change of a tracked row leaves a `Change`, grouped by the act it belongs to."""

from dataclasses import dataclass
from typing import Any

from flask_sqlalchemy.session import Session
from sqlalchemy import Table, event, insert, inspect
from sqlalchemy.orm import Mapper, UOWTransaction

from infoview import clock
from infoview.models import Change, Contact, Owned
from infoview.models.change import stored
from infoview.models.owned import table_of, watched

_changes: Table = Change.__table__  # type: ignore[assignment]


@dataclass(slots=True)
class Batch:
    """One transaction's changes: what it was (`act`), its `id` for undo, and where its answer is."""

    id: str
    act: str = "edit"
    undoes: str | None = None
    answer: str | None = None
    is_named: bool = False


@event.listens_for(Mapper, "mapper_configured")
def _keep_old_values(mapper: Mapper[Any], model: type[Any]) -> None:
    """Have a tracked row load what a column held before it is set: undo needs it."""
    if issubclass(model, Owned) and model.__tracked__:
        for column in mapper.column_attrs:
            event.listen(getattr(model, column.key), "set", lambda *_: None, active_history=True)


@event.listens_for(Session, "after_flush")
def _remember_changes(session: Session, _context: UOWTransaction) -> None:
    batch: Batch | None = session.info.get("batch")
    changes = [] if batch is None else [c for c in map(_changed, (*session.new, *session.dirty)) if c]
    if batch is None or not changes:
        return
    shared = {
        "owner_id": session.info["owner"],
        "at": clock.now(),
        "act": batch.act,
        "batch": batch.id,
        "undoes": batch.undoes,
    }
    session.connection().execute(insert(_changes), [{**shared, **change} for change in changes])


def _changed(row: object) -> dict[str, Any] | None:
    """Return what a flush changed on a row, as the columns of a Change, or None if nothing worth keeping."""
    if not isinstance(row, Owned) or not row.__tracked__:
        return None
    state = inspect(row)
    assert state is not None
    is_new = not state.persistent
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for key in watched(table_of(row)):
        if is_new:
            after[key] = stored(state.dict.get(key))
            continue
        history = state.attrs[key].history
        old, new = (stored(values[0]) if values else None for values in (history.deleted, history.added))
        if history.has_changes() and old != new:
            before[key], after[key] = old, new
    if not after:
        return None
    return {
        "row_table": table_of(row),
        "row_id": row.id,
        "contact_id": row.id if isinstance(row, Contact) else getattr(row, "contact_id", None),
        "before": before,
        "after": after,
    }
