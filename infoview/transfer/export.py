"""Taking everything out into files, and bringing files in from the command line."""

import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from infoview.clock import today
from infoview.db import transaction, zone
from infoview.errors import Invalid
from infoview.i18n import _
from infoview.transfer import actions, columns, queries
from infoview.transfer.contacts_csv import contacts_csv
from infoview.transfer.csv_reader import read_table
from infoview.transfer.decoding import LARGEST_FILE
from infoview.transfer.json_export import everything
from infoview.transfer.json_import import add_everything, read_everything
from infoview.transfer.records import Problem

LARGEST_JSON = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of importing a file. `import_id` is the import that can be undone; None for an export brought back."""

    added: int
    known: int = 0
    unreadable: list[Problem] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)
    import_id: int | None = None


def export_to(folder: Path) -> None:
    """Write everything the owner has into a folder: infoview.json, and contacts.csv for a spreadsheet.

    Each file is complete or not there. Only the user who runs this can read them.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(folder / "infoview.json", everything())
    _write(folder / "contacts.csv", "\ufeff" + contacts_csv())  # without the mark, Excel garbles accents


def import_file(path: Path, at: datetime) -> Summary:
    """Import a file whole or not at all: CSV into People, or the JSON of an export into an empty account.

    Opens its own transaction, after reading and comparing. People who are perhaps there already are left out.
    Raises Invalid or Refused, worded for the user.
    """
    if path.suffix.lower() == ".json":
        return _import_json(_read(path, LARGEST_JSON))
    return _import_csv(_read(path, LARGEST_FILE + 1), path.name, at)


def _import_json(content: bytes) -> Summary:
    data = read_everything(content)
    with transaction():
        return Summary(added=add_everything(data))


def _import_csv(content: bytes, name: str, at: datetime) -> Summary:
    table = read_table(content)
    mapping = columns.guess(table.headings)
    if not columns.has_name(mapping):
        raise Invalid(
            "file", _("The headings of this file are not understood. Import it in the browser, and say what they mean.")
        )
    plan = queries.plan(content, mapping)
    with transaction():
        kept = actions.upload(table=table, content=content, filename=name, at=at)
        actions.map_columns(kept, mapping)
        actions.confirm(kept, plan, add=set(), today=today(zone()), at=at)
    reading = plan.reading
    return Summary(kept.counts["added"], kept.counts["known"], reading.unreadable, reading.left_out, kept.id)


def _read(path: Path, most: int) -> bytes:
    """Return the content of a file, at most `most` bytes of it: what is larger is refused by whoever reads it."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise Invalid("file", _("%(file)s cannot be read: %(reason)s.", file=path, reason=reason)) from None


def _write(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(
        os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline=""
    ) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
