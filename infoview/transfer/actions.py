"""Bringing people in from a file, and taking them out again as a whole."""

from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import func, select, update

from infoview.db import db, describe
from infoview.errors import Invalid, Refused
from infoview.i18n import _
from infoview.models import Contact, Import, Organization
from infoview.models.importing import ImportKind, ImportState
from infoview.transfer import columns, queries
from infoview.transfer.columns import Mapping
from infoview.transfer.csv_reader import Table
from infoview.transfer.matching import match
from infoview.transfer.people_reader import Person
from infoview.transfer.people_writer import add_people
from infoview.transfer.queries import KEPT_FOR, Named, Plan

UNSEEN = {"synchronize_session": False}
MOST_REPORTED = 200


def upload(*, table: Table, content: bytes, filename: str, at: datetime) -> Import:
    """Keep a file that was read, for a day at most, until it is confirmed."""
    describe("upload")
    forget_old_uploads(at=at)
    mapping = columns.guess(table.headings)
    is_linkedin = columns.is_linkedin(table.headings)
    is_certain = is_linkedin or columns.is_certain(table.headings, mapping)
    kept = Import(
        kind=ImportKind.LINKEDIN if is_linkedin else ImportKind.CSV,
        filename=filename[:200],
        content=content,
        mapping={"width": len(mapping), "columns": mapping if is_certain else None},
        counts={},
        state=ImportState.UPLOADED,
        created_at=at,
    )
    db.session.add(kept)
    db.session.flush()
    return kept


def forget_old_uploads(*, at: datetime) -> None:
    """Drop the bytes of files that nobody confirmed within a day."""
    old = update(Import).where(Import.created_at < at - KEPT_FOR, Import.content.is_not(None))
    db.session.execute(old.values(content=None), execution_options=UNSEEN)


def map_columns(kept: Import, mapping: Mapping) -> None:
    """Say what the columns of a file mean. Raises Invalid if that leaves people without names."""
    _check_open(kept)
    columns.check(mapping)
    if len(mapping) != kept.mapping["width"]:
        raise Invalid("mapping", _("Say for every column what it holds, or leave it out."))
    kept.mapping = {"width": len(mapping), "columns": mapping}


def mapping_of(kept: Import) -> Mapping | None:
    """Return what the columns mean, or None if nobody has said so yet."""
    stored = kept.mapping.get("columns")
    return [columns.Column(name) if name else None for name in stored] if stored else None


def choose(kept: Import, *, shown: range, add: set[int]) -> set[int]:
    """Remember which of the people on the lines `shown` are to be added although they are perhaps there.

    Returns all lines chosen so far.
    """
    _check_open(kept)
    lines = {line for line in chosen(kept) if line not in shown} | {line for line in add if line in shown}
    kept.mapping = {**kept.mapping, "add": sorted(lines)}
    return lines


def chosen(kept: Import) -> set[int]:
    """Return the lines whose people are to be added although they are perhaps there."""
    return set(kept.mapping.get("add", ()))


def confirm(kept: Import, plan: Plan, *, add: set[int], today: date, at: datetime) -> None:
    """Add the people of a plan to People: new ones, and those on the lines `add`.

    Somebody who came in by another way since the plan was made is left out. Raises Refused for an
    import that is confirmed or undone already.
    """
    _check_open(kept)
    if mapping_of(kept) != plan.mapping:
        raise Refused(_("The columns were changed in another window. Look at the preview again."))
    describe("import")
    people = _still_new(plan, add)
    made = add_people(people, import_id=kept.id, today=today, at=at)
    kept.counts = {
        "added": len(people),
        "known": len(plan.matched.new) + len(plan.matched.perhaps) - len(people),
        "unreadable": len(plan.reading.unreadable),
        "problems": [asdict(problem) for problem in plan.reading.unreadable[:MOST_REPORTED]],
        "organizations": made,
    }
    kept.state, kept.confirmed_at, kept.content = ImportState.CONFIRMED, at, None


def _still_new(plan: Plan, add: set[int]) -> list[Person]:
    """Return the people to add without those who came in by another way since the plan was made."""
    people = plan.chosen(add)
    came_in = queries.known(after=plan.newest)
    if not came_in:
        return people
    late = {likeness.person.line for likeness in match(people, came_in).perhaps if likeness.known.id is not None}
    return [person for person in people if person.line in add or person.line not in late]


def undo_import(brought: Import, *, at: datetime) -> list[Named]:
    """Remove exactly what an import made; return the people who stay because they were used since.

    Raises Refused if it is not confirmed, or undone already.
    """
    if brought.state is not ImportState.CONFIRMED:
        raise Refused(_("This import is undone already."))
    describe("undo_import")
    used = queries.used_since(brought)
    gone = (Contact.import_id == brought.id, Contact.id.not_in([named.id for named in used]))
    removed = db.session.scalar(select(func.count(Contact.id)).where(*gone))
    db.session.execute(update(Contact).where(*gone).values(deleted_at=at), execution_options=UNSEEN)
    empty = Organization.id.in_(queries.unused_organizations(brought))
    db.session.execute(update(Organization).where(empty).values(deleted_at=at), execution_options=UNSEEN)
    brought.counts = {**brought.counts, "removed": removed, "kept": [asdict(named) for named in used]}
    brought.state = ImportState.UNDONE
    return used


def _check_open(kept: Import) -> None:
    if kept.state is not ImportState.UPLOADED:
        raise Refused(_("This import is done already."))
