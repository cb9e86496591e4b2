"""Everything an account has, as one JSON text."""

import json
from typing import Any

from sqlalchemy import select

from infoview.db import db, owner_id
from infoview.models import Account, Change, Import, SetAside
from infoview.transfer import json_format
from infoview.transfer.json_format import FORMAT, VERSION, Find, written

SEEN_ALL = {"include_deleted": True}


def everything() -> str:
    """Return the owner's profile and every row of theirs, the trash and the history included."""
    account = db.session.get_one(Account, owner_id())
    stored = {name: _stored(model) for name, model in json_format.tables().items()}
    _drop_about_nothing(stored)
    local = {name: {row.id: number for number, row in enumerate(rows, start=1)} for name, rows in stored.items()}
    data: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "profile": {key: written(getattr(account, key)) for key in json_format.profile_columns()},
    }
    for name, model in json_format.tables().items():
        data[name] = [_row(model, row, lambda table, id_: local[table].get(id_)) for row in stored[name]]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _stored(model: type[Any]) -> list[Any]:
    wanted = [getattr(model, key) for key in ("id", *json_format.columns(model))]
    return list(db.session.execute(select(*wanted).order_by(model.id), execution_options=SEEN_ALL))


def _drop_about_nothing(stored: dict[str, list[Any]]) -> None:
    """Leave out, with its history, what was set aside of something that is not there any more."""
    ids = {name: {row.id: row.id for row in rows} for name, rows in stored.items()}
    name, changes = SetAside.__tablename__, Change.__tablename__
    gone = {
        row.id for row in stored[name] if json_format.is_about_nothing(row._mapping, lambda t, id_: ids[t].get(id_))
    }
    stored[name] = [row for row in stored[name] if row.id not in gone]
    stored[changes] = [row for row in stored[changes] if row.row_table != name or row.row_id not in gone]


def _row(model: type[Any], row: Any, find: Find) -> dict[str, Any]:
    values = {key: getattr(row, key) for key in json_format.columns(model)}
    values = json_format.renumber(model, values, find)
    if model is Import:
        values["counts"] = json_format.renumber_counts(values["counts"], find)
    number = find(model.__tablename__, row.id)
    return {"id": number, **{key: written(value) for key, value in values.items() if value is not None}}
