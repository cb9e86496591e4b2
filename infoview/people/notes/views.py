"""Writing notes about a contact, changing and deleting them."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock
from infoview.db import db, transaction
from infoview.errors import Stale
from infoview.i18n import _
from infoview.models import Contact, Note
from infoview.people import queries
from infoview.people.forms import NoteForm
from infoview.people.notes import actions
from infoview.web import go_to, notify, this_path

bp = Blueprint("notes", __name__)


@bp.post("/contacts/<int:contact_id>/notes")
def add_note(contact_id: int) -> Any:
    """Write something down about a contact."""
    contact = db.get_row(Contact, contact_id)
    form = NoteForm(ids="note-")
    if not form.validate() or form.day.data is None:
        return _page(form, contact, _("New note")), 422
    with transaction(once=form.once_key) as batch:
        batch.answer = url_for("people.show", contact_id=contact_id)
        contact = db.get_row(Contact, contact_id)
        actions.add_note(contact, body=form.body.data, day=form.day.data, at=clock.now())
    notify(_("Note added."), undo=batch.id)
    return go_to(batch.answer)


@bp.route("/notes/<int:note_id>", methods=["GET", "POST"])
def note(note_id: int) -> Any:
    """Show a note to change it."""
    stored, contact = queries.note(note_id)
    form = NoteForm(stored, ids="note-")
    if request.method != "POST":
        return _page(form, contact, _("Note"), stored=stored)
    try:
        if form.validate():
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("people.show", contact_id=contact.id)
                typed = {"body": form.body.data, "day": form.day.data, "version": form.version.data}
                actions.edit_note(db.get_row(Note, note_id), **typed)
            notify(_("Saved."), undo=batch.id)
            return go_to(batch.answer)
    except Stale as stale:
        form.general.append(stale.message)
        form.version.data = db.get_row(Note, note_id).version
        return _page(form, contact, _("Note"), stored=stored, theirs=stale.theirs), 409
    return _page(form, contact, _("Note"), stored=stored), 422


@bp.post("/notes/<int:note_id>/delete")
def delete_note(note_id: int) -> Response:
    """Put a note into the trash."""
    _stored, contact = queries.note(note_id)
    with transaction() as batch:
        actions.delete_note(db.get_row(Note, note_id), at=clock.now())

    notify(_("Note deleted."), undo=batch.id)
    return go_to(url_for("people.show", contact_id=contact.id))


def _page(
    form: NoteForm, contact: Contact, title: str, *, stored: Note | None = None, theirs: dict[str, object] | None = None
) -> str:
    return render_template(
        "people/note.html",
        form=form,
        title=title,
        stored=stored,
        action=this_path(),
        theirs=theirs or {},
        back=url_for("people.show", contact_id=contact.id),
        back_words=contact.full_name,
    )
