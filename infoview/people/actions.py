"""Adding and changing contacts: the rules, whoever brings the facts."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from infoview import naming
from infoview.board import actions as board
from infoview.db import db, describe
from infoview.errors import Invalid, Stale
from infoview.free_times.actions import release_theirs
from infoview.i18n import LANGUAGES, _
from infoview.models import Career, Contact, Organization, Stage
from infoview.models.contact import ClosedReason, FoundBy, Permission, Warmth
from infoview.people import details, namesakes
from infoview.text import clean_line, fold
from infoview.zones import is_known


class Facts(TypedDict, total=False):
    """What can be told of a contact. Organization, career and referrer are names: found, or added."""

    given_name: str
    family_name: str
    address_as: str
    pronouns: str
    language: str | None
    title: str
    place: str
    zone: str
    organization: str
    career: str
    found_by: FoundBy | None
    found_text: str
    referred_by: str
    may_use_name: Permission | None
    ease: int | None
    value: int | None
    warmth: Warmth | None
    emails: Sequence[str]
    phones: Sequence[str]
    links: Sequence[str]
    tags: Sequence[str]


class AllFacts(Facts, total=False):
    """The same with the name, which may be left as it is."""

    full_name: str


PLAIN = (
    "given_name",
    "family_name",
    "address_as",
    "pronouns",
    "title",
    "place",
    "zone",
    "found_by",
    "found_text",
    "warmth",
)


def add_contact(*, full_name: str, at: datetime, stage: Stage | None = None, **facts: Unpack[Facts]) -> Contact:
    """Add a contact to People, and on top of a stage of the board if one is given.

    Raises Invalid without a name, or for a fact that cannot be.
    """
    describe("add")
    name = clean_line(full_name)
    if not name:
        raise Invalid("full_name", _("Give the contact a name."))
    contact = Contact(full_name=name, sort_name=sort_name(name), created_at=at)
    db.session.add(contact)
    db.session.flush()
    _set_facts(contact, dict(facts), at)
    if stage is not None:
        board.advance(contact, to=stage, at=at)
    return contact


def edit_contact(contact: Contact, *, at: datetime, version: int | None = None, **facts: Unpack[AllFacts]) -> None:
    """Change facts of a contact; those not given stay.

    Raises Invalid as `add_contact` does, and Stale if `version` is given and is not the stored one.
    """
    describe("edit")
    if version is not None and version != contact.version:
        raise Stale(_("This contact was changed in another window."), {})
    if not clean_line(facts.get("full_name", contact.full_name)):
        raise Invalid("full_name", _("Give the contact a name."))
    _set_facts(contact, dict(facts), at)
    contact.version += 1


def _set_facts(contact: Contact, facts: dict[str, Any], at: datetime) -> None:
    if facts.get("zone") and not is_known(facts["zone"]):
        raise Invalid("zone", _("Choose one of the time zones offered."))
    if "full_name" in facts:
        contact.full_name = clean_line(facts["full_name"])
    for name in PLAIN:
        if name in facts:
            setattr(contact, name, facts[name])
    contact.sort_name = sort_name(contact.full_name, contact.family_name or "")
    if "language" in facts:
        contact.language = facts["language"] if facts["language"] in LANGUAGES else None
    for name in ("ease", "value"):
        if name in facts:
            setattr(contact, name, _rating(name, facts[name]))
    if "organization" in facts:
        organization = naming.find_or_add(Organization, facts["organization"], at=at)
        contact.organization_id = organization.id if organization else None
    if "career" in facts:
        career = naming.find_or_add(Career, facts["career"], at=at)
        contact.career_id = career.id if career else None
    if "may_use_name" in facts:
        contact.may_use_name = facts["may_use_name"] or Permission.NOT_ASKED
    if "referred_by" in facts:
        _set_referrer(contact, facts["referred_by"], at)
    for name in ("emails", "phones", "links", "tags"):
        if name in facts:
            getattr(details, f"set_{name}")(contact, facts[name], at=at)
    db.session.flush()


def _set_referrer(contact: Contact, label: str, at: datetime) -> None:
    """Say who named a contact; somebody who is not a contact yet becomes one, in People only."""
    label = clean_line(label)
    if not label:
        contact.referred_by_id = None
        return
    found = namesakes.find(label, field="referred_by")
    if found == contact.id:
        raise Invalid("referred_by", _("Somebody else has to have named this contact."))
    contact.referred_by_id = found or add_contact(full_name=label, at=at).id
    if contact.found_by is None:
        contact.found_by = FoundBy.REFERRED


def _rating(field: str, number: int | None) -> int | None:
    if number is not None and not 1 <= number <= 5:
        raise Invalid(field, _("Choose a number from 1 to 5."))
    return number


def close(contact: Contact, *, reason: ClosedReason, at: datetime) -> None:
    """Take a contact off the board for good; stage and history stay. Times that were offered to them are free again."""
    describe("close")
    release_theirs(contact.id)
    contact.closed_at, contact.closed_reason = at, reason
    contact.paused_at = contact.paused_until = None


def pause(contact: Contact, *, until: date, today: date, at: datetime) -> None:
    """Take a contact off the board until a day. Raises Invalid for a day that is not to come."""
    describe("pause")
    if until <= today:
        raise Invalid("until", _("Choose a day that is still to come."))
    contact.paused_at, contact.paused_until = at, until
    contact.closed_at = contact.closed_reason = None


def reopen(contact: Contact) -> None:
    """Put a paused or closed contact back to where they were."""
    describe("reopen")
    board.reopen(contact)


def delete(contact: Contact, *, at: datetime) -> None:
    """Put a contact into the trash. Times that were offered to them are free again."""
    describe("delete")
    release_theirs(contact.id)
    contact.deleted_at = at


def put_on_board(contacts: Sequence[Contact], *, to: Stage, at: datetime) -> int:
    """Put many contacts at the end of a stage, those that stand there already excepted; return how many moved."""
    describe("move")
    moving = [contact for contact in contacts if not (contact.is_on_board and contact.stage is to)]
    for contact in moving:
        board.move(contact, to=to, before=None, at=at)
    return len(moving)


def sort_name(full_name: str, family_name: str = "") -> str:
    """Return the name contacts are sorted by: family name first, without case and accents."""
    parts = full_name.split()
    family = family_name or (parts[-1] if parts else "")
    return fold(f"{family} {full_name}")
