"""Adding a contact, changing all facts or one of them."""

from typing import Any

from flask import Response, abort, render_template, request, url_for

from infoview import clock
from infoview.db import db, transaction
from infoview.errors import Invalid, Stale
from infoview.i18n import _
from infoview.labels import STAGES
from infoview.models import Contact, Stage
from infoview.people import actions, facts, namesakes, queries, quick_add, timeline
from infoview.people.editing.forms import FactForm, check_seen, differing, fact_form
from infoview.people.forms import ContactForm, NewContactForm
from infoview.people.views import bp
from infoview.web import go_to, notify, reply_or_redirect, this_path


class _PerhapsThere(Exception):
    """Somebody like the new contact is there: asked about inside the transaction, so that a double click is not."""


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
    return _new(form, line=line, via=heard.via, known=known)


@bp.post("/contacts")
def create() -> Any:
    """Add a contact, and show them; asks first if they are perhaps there already."""
    form = NewContactForm()
    if not form.validate():
        return _new(form), 422
    typed = form.facts()
    try:
        with transaction(once=form.once_key) as batch:
            if not request.form.get("anyway") and _alike(form):
                raise _PerhapsThere
            contact = actions.add_contact(**typed, stage=form.to, at=clock.now())
            batch.answer = url_for("people.show", contact_id=contact.id)
    except _PerhapsThere:
        return _new(form), 422
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
    if request.method != "POST":
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
        form.version.data = person.contact.version
        return _edit(form, person, theirs=differing(form, person)), 409
    return _edit(form, person), 422


@bp.route("/contacts/<int:contact_id>/facts/<name>", methods=["GET", "POST"])
def fact(contact_id: int, name: str) -> Any:
    """Show one fact of a contact to change it, in place or on a page of its own."""
    if name not in facts.FIELDS:
        abort(404)
    person = queries.person(contact_id)
    form = fact_form(person, name)
    if request.method != "POST":
        return _fact(form, person, name)
    try:
        if form.validate():
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("people.show", contact_id=contact_id)
                person = queries.person(contact_id)
                check_seen(form, person, name)
                actions.edit_contact(person.contact, **form.facts(), at=clock.now())
            notify(_("Saved."), undo=batch.id)
            return _saved(contact_id, name)
    except Invalid as problem:
        form.refuse(problem)
    except Stale as stale:
        form.general.append(stale.message)
        person = queries.person(contact_id)
        return _fact(form, person, name, theirs=differing(form, person)), 409
    return _fact(form, person, name), 422


def _alike(form: NewContactForm) -> list[namesakes.Namesake]:
    return namesakes.perhaps_there(
        name=form.full_name.data or "", organization=form.organization.data or "", emails=form.emails.data or []
    )


def _new(form: NewContactForm, **more: Any) -> str:
    shown: dict[str, Any] = {"line": "", "known": [], "alike": _alike(form), "via": ""}
    return render_template("people/new.html", form=form, careers=queries.careers(), **{**shown, **more})


def _edit(form: ContactForm, person: queries.Person, theirs: dict[str, str] | None = None) -> str:
    return render_template("people/edit.html", form=form, person=person, careers=queries.careers(), theirs=theirs or {})


def _fact(form: FactForm, person: queries.Person, name: str, theirs: dict[str, str] | None = None) -> str:
    return render_template(
        "people/fact.html",
        form=form,
        action=this_path(),
        person=person,
        fact=facts.one_of(person, name),
        careers=queries.careers(),
        theirs=theirs or {},
    )


def _saved(contact_id: int, name: str) -> Response:
    """Reply with what a changed fact shows in, or lead back to the contact."""
    person, now = queries.person(contact_id), clock.now()
    return reply_or_redirect(
        "people/fact.reply.html",
        url_for("people.show", contact_id=contact_id),
        person=person,
        fact=facts.one_of(person, name),
        facts=facts.all_of(person),
        timeline=timeline.of(person.contact, now=now),
        stages=STAGES,
    )


__all__ = ["bp"]
