"""Adding a contact, changing all facts or one of them, writing notes."""

from typing import Any

from flask import Response, abort, render_template, request, url_for

from infoview import clock
from infoview.db import db, transaction, zone
from infoview.errors import Invalid, Stale
from infoview.i18n import _
from infoview.models import Contact, Note, Stage
from infoview.people import actions, facts, namesakes, notes, queries, quick_add
from infoview.people.editing import fact_forms
from infoview.people.forms import ContactForm, NewContactForm, NoteForm
from infoview.people.views import bp
from infoview.web import go_to, is_partial, notify


@bp.get("/contacts/new")
def new() -> str:
    """Ask for a contact in one line, and show how it was understood; all of it can be corrected."""
    line = request.args.get("line", "")[:500]
    heard = quick_add.read(line)
    known = namesakes.called(heard.via)
    stage = request.args.get("stage", Stage.IDENTIFIED.value)
    form = NewContactForm(
        formdata=None,
        full_name=heard.name,
        title=heard.title,
        organization=heard.organization,
        referred_by=known[0].label if len(known) == 1 else heard.via,
        emails=[heard.email] if heard.email else [],
        links=[heard.link] if heard.link else [],
        stage=stage if stage in {each.value for each in Stage} else "",
    )
    return _new(form, line=line, heard=heard, known=known)


@bp.post("/contacts")
def create() -> Any:
    """Add a contact, and show them; asks first if they are perhaps there already."""
    form = NewContactForm()
    if not form.validate():
        return _new(form), 422
    typed = form.facts()
    alike = [] if request.form.get("anyway") else _alike(form)
    if alike:
        return _new(form, alike=alike), 422
    try:
        with transaction(once=form.once_key) as batch:
            contact = actions.add_contact(**typed, stage=form.to, at=clock.now())
            batch.answer = url_for("people.show", contact_id=contact.id)
    except Invalid as problem:
        form.refuse(problem)
        return _new(form), 422
    notify(_("%(name)s is added.", name=contact.full_name))
    return go_to(batch.answer)


@bp.route("/contacts/<int:contact_id>/edit", methods=["GET", "POST"])
def edit(contact_id: int) -> Any:
    """Show every fact of a contact to change them."""
    person = queries.person(contact_id)
    form = ContactForm(**queries.form_values(person))
    if request.method == "GET":
        return _edit(form, person)
    try:
        if form.validate():
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("people.show", contact_id=contact_id)
                contact = db.get_row(Contact, contact_id)
                actions.edit_contact(contact, **form.facts(), version=form.version.data or 0, at=clock.now())
            notify(_("Saved."), undo=batch.id)
            return go_to(batch.answer)
    except Invalid as problem:
        form.refuse(problem)
    except Stale as stale:
        form.general.append(stale.message)
        person = queries.person(contact_id)
        return _edit(form, person, theirs=fact_forms.differing(form, person)), 409
    return _edit(form, person), 422


@bp.route("/contacts/<int:contact_id>/facts/<name>", methods=["GET", "POST"])
def fact(contact_id: int, name: str) -> Any:
    """Show one fact of a contact to change it, in place or on a page of its own."""
    if name not in facts.FIELDS:
        abort(404)
    person = queries.person(contact_id)
    form = fact_forms.form_of(person, name)
    if request.method == "GET":
        return _fact(form, person, name)
    try:
        if form.validate():
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("people.show", contact_id=contact_id)
                person = queries.person(contact_id)
                fact_forms.check_seen(form, person, name)
                actions.edit_contact(person.contact, **form.facts(), at=clock.now())
            notify(_("Saved."), undo=batch.id)
            return _saved(contact_id, name)
    except Invalid as problem:
        form.refuse(problem)
    except Stale as stale:
        form.general.append(stale.message)
        return _fact(form, queries.person(contact_id), name, theirs=stale.theirs), 409
    return _fact(form, person, name), 422


@bp.post("/contacts/<int:contact_id>/notes")
def add_note(contact_id: int) -> Any:
    """Write something down about a contact."""
    contact = db.get_row(Contact, contact_id)
    form = NoteForm(ids="note-")
    if not form.validate():
        return _note(form, contact, _("New note")), 422
    with transaction(once=form.once_key) as batch:
        batch.answer = url_for("people.show", contact_id=contact_id)
        contact = db.get_row(Contact, contact_id)
        notes.add_note(contact, body=form.body.data, day=form.day.data, at=clock.now())
    notify(_("Note added."), undo=batch.id)
    return go_to(batch.answer)


@bp.route("/notes/<int:note_id>", methods=["GET", "POST"])
def note(note_id: int) -> Any:
    """Show a note to change it."""
    stored, contact = queries.note(note_id)
    form = NoteForm(stored, ids="note-")
    if request.method == "GET":
        return _note(form, contact, _("Note"), stored=stored)
    try:
        if form.validate():
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("people.show", contact_id=contact.id)
                typed = {"body": form.body.data, "day": form.day.data, "version": form.version.data}
                notes.edit_note(db.get_row(Note, note_id), **typed)
            notify(_("Saved."), undo=batch.id)
            return go_to(batch.answer)
    except Stale as stale:
        form.general.append(stale.message)
        form.version.data = db.get_row(Note, note_id).version
        return _note(form, contact, _("Note"), stored=stored, theirs=stale.theirs), 409
    return _note(form, contact, _("Note"), stored=stored), 422


@bp.post("/notes/<int:note_id>/delete")
def delete_note(note_id: int) -> Response:
    """Put a note into the trash."""
    _stored, contact = queries.note(note_id)
    with transaction() as batch:
        notes.delete_note(db.get_row(Note, note_id), at=clock.now())

    notify(_("Note deleted."), undo=batch.id)
    return go_to(url_for("people.show", contact_id=contact.id))
