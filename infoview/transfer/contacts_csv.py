"""Contacts as a table for a spreadsheet, which can be imported again."""

import csv
import io
from collections import defaultdict
from typing import Any

from sqlalchemy import select

from infoview.db import db
from infoview.models import Career, Contact, ContactTag, EmailAddress, Link, Note, Organization, PhoneNumber, Tag
from infoview.transfer.defusing import defuse
from infoview.transfer.json_format import written

# Not translated: they are the format of the file, and an import understands them whatever the language.
HEADINGS = (
    "Name", "Given name", "Family name", "Title", "Organization", "E-mail", "Phone", "Link", "Place",
    "Connected on", "Career", "Tags", "Stage", "Notes",
)  # fmt: skip


def contacts_csv() -> str:
    """Return every contact as CSV, sorted by name; no cell of it runs in a spreadsheet."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(HEADINGS)
    table.writerows([defuse(str(cell)) for cell in row] for row in _rows())
    return out.getvalue()


def _rows() -> list[list[Any]]:
    emails = _listed(select(EmailAddress.contact_id, EmailAddress.address).order_by(EmailAddress.position))
    phones = _listed(select(PhoneNumber.contact_id, PhoneNumber.number).order_by(PhoneNumber.position))
    links = _listed(select(Link.contact_id, Link.url).order_by(Link.position))
    tags = _listed(select(ContactTag.contact_id, Tag.name).join(Tag, Tag.id == ContactTag.tag_id).order_by(Tag.folded))
    notes = _listed(select(Note.contact_id, Note.body).order_by(Note.day, Note.id))
    contacts = (
        select(Contact, Organization.name.label("organization"), Career.name.label("career"))
        .outerjoin(Organization, Organization.id == Contact.organization_id)
        .outerjoin(Career, Career.id == Contact.career_id)
        .order_by(Contact.sort_name, Contact.id)
    )
    return [
        [
            contact.full_name,
            contact.given_name,
            contact.family_name,
            contact.title,
            organization or "",
            "; ".join(emails[contact.id]),
            "; ".join(phones[contact.id]),
            " ".join(links[contact.id]),
            contact.place,
            written(contact.connected_on) or "",
            career or "",
            "; ".join(tags[contact.id]),
            written(contact.stage) or "",
            "\n\n".join(notes[contact.id]),
        ]
        for contact, organization, career in db.session.execute(contacts)
    ]


def _listed(pairs: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for contact_id, text in db.session.execute(pairs):
        found[contact_id].append(text)
    return found
