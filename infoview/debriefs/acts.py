"""What the buttons on the page of a debrief do, once everything typed is saved: acts of their own, with undo."""

from dataclasses import dataclass, field
from datetime import datetime

from infoview.db import db, describe, next_act, running_batch
from infoview.debriefs import actions, named
from infoview.debriefs.rows import KINDS
from infoview.debriefs.sheet import Sheet
from infoview.errors import NotThere
from infoview.i18n import _, ngettext
from infoview.models import Contact
from infoview.models.contact import Permission


@dataclass(slots=True)
class Done:
    """What came of a button: sentences, each with the batch that undoes it.

    `focus` is the part of the page to go on in, and `begins` says that a row of its own begins there; `goes_on` is
    the page that comes next, "thank-you" or "contact".
    """

    notices: list[tuple[str, str | None]] = field(default_factory=list)
    focus: str = ""
    begins: bool = False
    goes_on: str = ""


def act(button: str, sheet: Sheet, *, at: datetime) -> Done:
    """Do what a button says. Raises NotThere for something that is not there any more."""
    what, _colon, rest = button.partition(":")
    match what:
        case "remove":
            return _remove(rest, sheet, at)
        case "people":
            return Done(_add_people(sheet, at), "people")
        case "same" | "another":
            return _decide(rest, sheet, at)
        case "close":
            return _close(sheet, at)
    return Done(focus=rest if rest in KINDS else "", begins=True)


def _remove(name: str, sheet: Sheet, at: datetime) -> Done:
    written = next((each for kind in sheet.rows.values() for each in kind if each.name == name), None)
    if written is None or written.is_new:
        raise NotThere
    next_act()
    describe("remove")
    written.row.deleted_at = at
    db.session.flush()
    return Done([(_("Removed."), running_batch().id)], written.kind)


def _add_people(sheet: Sheet, at: datetime) -> list[tuple[str, str | None]]:
    lines = named.waiting(sheet.debrief, sheet.contact, sheet.named)
    next_act()
    added = named.add_all(lines, sheet.contact, may_use_name=_permission(sheet), at=at)
    if not added:
        return []
    words = ngettext("%(num)s card is added in Identified.", "%(num)s cards are added in Identified.", len(added))
    return [(words, running_batch().id)]


def _decide(answer: str, sheet: Sheet, at: datetime) -> Done:
    """A line means somebody who is known (`key:id`), or somebody else of that name (`key`)."""
    key, _colon, known = answer.partition(":")
    lines = named.waiting(sheet.debrief, sheet.contact, sheet.named)
    line = next((each for each in lines if each.key == key), None)
    if line is None:
        raise NotThere
    next_act()
    permission = _permission(sheet)
    if not known:
        person = named.add(line, sheet.contact, may_use_name=permission, at=at)
        words = _("%(name)s is added in Identified.", name=person.full_name)
    else:
        person = db.get_row(Contact, int(known) if known.isdecimal() and len(known) < 19 else 0)
        words = named.recognize(sheet.debrief, line, sheet.contact, person, may_use_name=permission)
    return Done([(words, running_batch().id)], "people")


def _close(sheet: Sheet, at: datetime) -> Done:
    if actions.is_to_come(sheet.meeting, at=at):
        return Done([(str(actions.TO_COME), None)])
    notices = _add_people(sheet, at)
    next_act()
    actions.close(sheet.meeting, at=at)
    is_next = sheet.contact.opted_out_at is None and not actions.is_thanked(sheet.meeting)
    words = _("Written up. Your thank-you is next.") if is_next else _("Written up.")
    return Done([*notices, (words, running_batch().id)], goes_on="thank-you" if is_next else "contact")


def _permission(sheet: Sheet) -> Permission:
    return sheet.meeting.name_allowed
