"""The form for one fact, and what differs between what was typed and what is stored."""

import hashlib
from typing import Any

from wtforms import HiddenField

from infoview.errors import Stale
from infoview.i18n import _
from infoview.people import facts
from infoview.people.forms import ContactForm
from infoview.people.queries import Person, form_values


class FactForm(ContactForm):
    """One fact of a contact. `seen` tells what it was when the form was shown."""

    seen = HiddenField()


def fact_form(person: Person, name: str) -> FactForm:
    """Return the form for one fact, as posted or as it is stored."""
    form = FactForm(ids=f"{name}-", **form_values(person))
    form.only(facts.FIELDS[name])
    form.seen.data = form.seen.data or _fingerprint(person, name)
    return form


def check_seen(form: FactForm, person: Person, name: str) -> None:
    """Raise Stale if the fact is not what it was when the form was shown. Saved again, it is what the user wants."""
    stored = _fingerprint(person, name)
    if form.seen.data != stored:
        form.seen.data = stored
        raise Stale(_("This was changed in another window."), {})


def differing(form: ContactForm, person: Person) -> dict[str, str]:
    """Return what is stored, as it is shown, for each field where something else was typed."""
    stored = ContactForm(formdata=None, **form_values(person))
    return {
        field.name: _shown(stored[field.name])
        for field in form
        if field.name in stored.facts() and field.data != stored[field.name].data
    }


def _shown(field: Any) -> str:
    if isinstance(field.data, list):
        return ", ".join(field.data)
    for choice in getattr(field, "choices", None) or ():
        if (choice.value or None) == (field.data or None):
            return str(choice.label)
    return str(field.data or "–")


def _fingerprint(person: Person, name: str) -> str:
    values = form_values(person)
    text = repr([values[field] for field in facts.FIELDS[name]])
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
