"""Contacts by their names: picking one while typing, and noticing that somebody is perhaps there already."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select

from infoview.db import db
from infoview.errors import Invalid
from infoview.i18n import _
from infoview.models import Contact, EmailAddress, Organization
from infoview.text import fold

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Namesake:
    """A contact by name. `label` is the name, with the organization (and the number) if others share it."""

    id: int
    name: str
    organization: str
    label: str


def like(words: str, *, but: int | None = None) -> list[Namesake]:
    """Return the contacts whose names hold words that begin like `words`, by name: for picking while typing."""
    wanted = fold(words).split()
    if not wanted:
        return []
    rows = _rows().limit(MOST_SHOWN)
    for word in wanted:
        rows = rows.where((" " + Contact.sort_name).contains(f" {word}", autoescape=True))
    return _labelled(row for row in db.session.execute(rows) if row.id != but)


def called(words: str) -> list[Namesake]:
    """Return the contacts who may be meant by `words`: those of that very name, else those whose name holds it."""
    wanted = set(fold(words).split())
    found = [who for who in like(words) if wanted <= set(fold(who.name).split())]
    exact = [who for who in found if fold(who.name) == fold(words)]
    return exact or found


def find(label: str, *, field: str) -> int | None:
    """Return the id of the contact with that label or name, or None if there is none.

    Raises Invalid on `field` if several have that name.
    """
    name = label.rsplit(" (", 1)[0] if label.endswith(")") else label
    found = _of_name(name) or _of_name(label)
    labelled = [who for who in found if fold(who.label) == fold(label)]
    exact = labelled or [who for who in found if fold(who.name) == fold(label)]
    if len(exact) > 1:
        raise Invalid(
            field,
            _(
                "You know several people called %(name)s: %(labels)s. Write which one.",
                name=label,
                labels="; ".join(who.label for who in exact),
            ),
        )
    return exact[0].id if exact else None


def all_called(names: Iterable[str]) -> dict[str, list[Namesake]]:
    """Return by the folded name those who have one of these very names: one query, however many they are."""
    wanted = {folded for folded in map(fold, names) if folded}
    if not wanted:
        return {}
    ends = [Contact.sort_name.endswith(f" {folded}", autoescape=True) for folded in sorted(wanted)]
    found: dict[str, list[Namesake]] = {folded: [] for folded in wanted}
    for who in _labelled(db.session.execute(_rows().where(or_(*ends)))):
        if fold(who.name) in found:
            found[fold(who.name)].append(who)
    return found


def label_of(contact_id: int, name: str) -> str:
    """Return the label of a contact, whose name is `name`."""
    return next((who.label for who in _of_name(name) if who.id == contact_id), name)


def perhaps_there(*, name: str, organization: str, emails: Sequence[str]) -> list[Namesake]:
    """Return the contacts who share an e-mail address, or both name and organization: the new one may be them."""
    same = [who for who in _of_name(name) if fold(who.organization) == fold(organization)]
    folded = [email.casefold() for email in emails if email]
    if folded:
        owners = select(EmailAddress.contact_id).where(EmailAddress.folded.in_(folded))
        rows = db.session.execute(_rows().where(Contact.id.in_(owners)).limit(MOST_SHOWN))
        same += [who for who in _labelled(rows) if who.id not in {known.id for known in same}]
    return same


def _of_name(name: str) -> list[Namesake]:
    folded = fold(name)
    if not folded:
        return []
    rows = db.session.execute(_rows().where(Contact.sort_name.endswith(f" {folded}", autoescape=True)))
    return _labelled(row for row in rows if fold(row.full_name) == folded)


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(Contact.id, Contact.full_name, Organization.name.label("organization"))
        .outerjoin(Organization, Organization.id == Contact.organization_id)
        .order_by(Contact.sort_name, Contact.id)
    )


def _labelled(rows: Iterable[Any]) -> list[Namesake]:
    kept = [(row.id, row.full_name, row.organization or "") for row in rows]
    names = Counter(fold(name) for _id, name, _at in kept)
    places = Counter((fold(name), fold(at)) for _id, name, at in kept)
    return [
        Namesake(
            who,
            name,
            at,
            _label(who, name, at, is_shared=names[fold(name)] > 1, is_alike=places[fold(name), fold(at)] > 1),
        )
        for who, name, at in kept
    ]


def _label(who: int, name: str, organization: str, *, is_shared: bool, is_alike: bool) -> str:
    if not is_shared:
        return name
    if is_alike or not organization:
        return f"{name} ({organization or '?'}, {who})"
    return f"{name} ({organization})"
