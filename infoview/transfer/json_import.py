"""Bringing back everything from the JSON text of an export."""

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from infoview.bulk import bulk_insert, bulk_set
from infoview.db import db, describe, owner_id
from infoview.errors import Invalid, Refused
from infoview.i18n import _
from infoview.models import Account, Career, Change, Contact, Import, Mail, Organization, Tag
from infoview.models.mail import MailState
from infoview.transfer import json_format
from infoview.transfer.json_format import FORMAT, VERSION, Unreadable

SEEN_ALL = {"include_deleted": True}
BROKEN = (Unreadable, ValueError, TypeError, KeyError, AttributeError, OverflowError)

Rows = list[dict[str, Any]]


def read_everything(content: bytes) -> dict[str, Any]:
    """Return what an export holds, every value as its column takes it.

    Raises Invalid, naming table and row, for a text that is no export or was tampered with.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Invalid("file", _("This is not a JSON file, or it is damaged.")) from None
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("version"), int):
        raise Invalid("file", _("This JSON file was not exported from infoview."))
    if data["version"] > VERSION:
        raise Invalid("file", _("This file was exported from a newer version of infoview. Update this one first."))
    known = {"format", "version", "profile", *json_format.tables()}
    if extra := sorted(set(data) - known):
        raise Invalid("file", _("This file holds “%(name)s”, which is not known here.", name=extra[0][:40]))
    found: dict[str, Any] = {"profile": _read_profile(data.get("profile", {}))}
    for name, model in json_format.tables().items():
        found[name] = _read_rows(name, model, data.get(name, []))
    return found


def add_everything(data: dict[str, Any]) -> int:
    """Store what an export holds in an account that has no data yet; return how many contacts there are.

    Raises Refused if it has some, Invalid if the rows contradict each other.
    """
    describe("import")
    for model in (Contact, Career, Organization, Tag):
        if db.session.scalar(select(model.id).limit(1), execution_options=SEEN_ALL) is not None:
            raise Refused(_("This account holds data already. Import the file into a new account."))
    account = db.session.get_one(Account, owner_id())
    for key, value in data["profile"].items():
        setattr(account, key, value)
    _hold(data[Mail.__tablename__])
    ids: dict[str, dict[int, int]] = {}
    try:
        for name, model in json_format.tables().items():
            ids[name] = _insert(model, data[name], ids)
        _renumber_imports(ids)
    except IntegrityError:
        raise Invalid("file", _("The rows of this file contradict each other.")) from None
    return len(data["contacts"])


def _hold(mails: Rows) -> None:
    """Let nothing be sent by an import: where it comes from, it may have been sent since."""
    for mail in mails:
        if mail["state"] in (MailState.QUEUED, MailState.SENDING, MailState.HANDING_OVER):
            mail |= {"state": MailState.HELD, "reason": "imported"}


def _read_profile(profile: Any) -> dict[str, Any]:
    columns = json_format.profile_columns()
    try:
        values = {key: json_format.read(value, columns[key]) for key, value in profile.items()}
        json_format.check(values)
    except BROKEN:
        raise Invalid("file", _("The profile in this file is damaged.")) from None
    return values


def _read_rows(name: str, model: type[Any], rows: Any) -> Rows:
    columns, found = json_format.columns(model), []
    if not isinstance(rows, list):
        raise _damaged(name, 0)
    for number, row in enumerate(rows, start=1):
        try:
            if row["id"] != number or row.keys() - columns.keys() - {"id"}:
                raise Unreadable
            values = {key: json_format.read(row.get(key), column) for key, column in columns.items()}
            json_format.check(values)
            if model is Change:
                json_format.check_history(values)
        except BROKEN:
            raise _damaged(name, number) from None
        found.append(values)
    return found


def _insert(model: type[Any], rows: Rows, ids: dict[str, dict[int, int]]) -> dict[int, int]:
    """Insert rows in their order; what refers to rows of the same table is set once all are there."""
    name = model.__tablename__
    inner = [key for key, table in json_format.references(model).items() if table == name]
    outer: Rows = []
    for number, row in enumerate(rows, start=1):
        try:
            outer.append(json_format.renumber(model, row | dict.fromkeys(inner), lambda table, id_: ids[table][id_]))
        except BROKEN:
            raise _damaged(name, number) from None
    made = dict(enumerate(bulk_insert(model, outer), start=1))
    for key in inner:
        _link(model, key, {number: row[key] for number, row in enumerate(rows, start=1) if row[key]}, made)
    return made


def _link(model: type[Any], key: str, links: dict[int, int], made: dict[int, int]) -> None:
    if not made.keys() >= set(links.values()):
        raise _damaged(model.__tablename__, min(links))
    bulk_set(model, key, {made[row]: made[target] for row, target in links.items()})


def _renumber_imports(ids: dict[str, dict[int, int]]) -> None:
    """Make imports, which come before what they made, name it by its new ids."""
    for number, import_id in ids[Import.__tablename__].items():
        brought = db.get_row(Import, import_id)
        try:
            brought.counts = json_format.renumber_counts(brought.counts, lambda table, id_: ids[table][id_])
        except BROKEN:
            raise _damaged(Import.__tablename__, number) from None


def _damaged(table: str, row: int) -> Invalid:
    return Invalid("file", _("Row %(row)s of “%(table)s” in this file is damaged.", row=row, table=table))
