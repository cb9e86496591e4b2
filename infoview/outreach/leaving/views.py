"""The ways out: marking as sent, sending by the user's own server, the file, the letter."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

from flask import g, render_template, request, send_file, url_for

from infoview import clock
from infoview.db import db, transaction, zone
from infoview.errors import Invalid, Refused, Stale
from infoview.i18n import _
from infoview.invitations.queries import confirmed
from infoview.models import Contact
from infoview.models.message import Channel
from infoview.outbox import actions as outbox
from infoview.outbox import postman
from infoview.outreach import actions, labels, moments
from infoview.outreach.composer import Composer
from infoview.outreach.delivery import eml, file_name, new_header_id
from infoview.outreach.forms import SentForm
from infoview.outreach.leaving.letter import letter_of
from infoview.outreach.views import Purpose, bp, composer_of, keep, purpose, refused
from infoview.text import clean_line
from infoview.web import go_to, notify

__all__ = ["bp"]


@bp.post("/contacts/<int:contact_id>/drafts/<kind>/sent")
def mark_sent(contact_id: int, kind: str) -> Any:
    """Keep the text as it was sent, and move the card."""
    form, to = SentForm(), purpose(contact_id, kind)
    if not form.validate():
        return refused(form, to, 422)
    try:
        with transaction(once=form.once_key) as batch:
            batch.answer = url_for("people.show", contact_id=contact_id)
            contact, composer = _kept(form, to)
            stage = actions.mark_sent(
                contact,
                to.kind,
                **_texts(form, composer),
                channel=composer.channel,
                address=composer.address,
                about_id=to.about_id,
                sent_at=moments.instant_sent(form.sent_on.data, zone=zone(), now=clock.now()),
                at=clock.now(),
            )
    except Invalid as problem:
        form.refuse(problem)
        return refused(form, to, 422)
    except Stale as stale:
        return refused(form, to, 409, stale)
    notify(labels.sent_words(contact.full_name, stage), undo=batch.id)
    return go_to(batch.answer)


@bp.post("/contacts/<int:contact_id>/drafts/<kind>/send")
def send(contact_id: int, kind: str) -> Any:
    """Have the user's own server send it, now or later."""
    form, to = SentForm(), purpose(contact_id, kind)
    if not form.validate():
        return refused(form, to, 422)
    try:
        with transaction(once=form.once_key) as batch:
            batch.answer = to.page()
            contact, composer = _kept(form, to)
            if composer.channel is not Channel.EMAIL:
                raise Refused(_("Only e-mails are sent from here."))
            _check_address(form, composer)
            outbox.queue(
                contact,
                actions.open_draft(contact, to.kind, to.about_id),
                **_texts(form, composer),
                address=composer.address,
                due_at=_due_at(form),
                invitation=_invitation(composer),
                at=clock.now(),
            )
    except Invalid as problem:
        form.refuse(problem)
        return refused(form, to, 422)
    except Stale as stale:
        return refused(form, to, 409, stale)
    postman.wake()
    return go_to(batch.answer)


@bp.post("/contacts/<int:contact_id>/drafts/<kind>/file")
def download(contact_id: int, kind: str) -> Any:
    """Give what stands on the sheet as a file for mail programs; nothing is stored."""
    form, to = SentForm(), purpose(contact_id, kind)
    if not form.validate():
        return refused(form, to, 422)
    composer = _allowed(composer_of(to, typed=form.sheet.as_typed()))
    letter = replace(composer.letter, invitation=_invitation(composer))
    file = eml(letter, header_id=new_header_id(g.viewer.email.rpartition("@")[2]), date=clock.now())
    return send_file(BytesIO(file), "message/rfc822", as_attachment=True, download_name=file_name(letter))


@bp.get("/contacts/<int:contact_id>/drafts/<kind>/send")
@bp.get("/contacts/<int:contact_id>/drafts/<kind>/sent")
@bp.get("/contacts/<int:contact_id>/drafts/<kind>/file")
def go_back(contact_id: int, kind: str) -> Any:
    """Go to the composer: these are addresses of forms, opened anew after one was refused."""
    db.get_row(Contact, contact_id)
    return go_to(purpose(contact_id, kind).page())


@bp.get("/contacts/<int:contact_id>/drafts/<kind>/letter")
def show_letter(contact_id: int, kind: str) -> Any:
    """Show the draft as it is saved, as a letter to print."""
    to = purpose(contact_id, kind)
    place = clean_line(request.args.get("place", "")[:100])
    letter = letter_of(_allowed(composer_of(to)), clock.today(zone()), place=place)
    return render_template("outreach/letter.html", letter=letter, to=to, place=place)


def _invitation(composer: Composer) -> str:
    """Return the meeting as it goes with a confirmation, "" if it is left out."""
    if not composer.invites:
        return ""
    return confirmed(composer.contact, composer.account, at=clock.now(), address=composer.address)


def _kept(form: SentForm, to: Purpose) -> tuple[Any, Composer]:
    return keep(form, to, always=True), composer_of(to)


def _check_address(form: SentForm, composer: Composer) -> None:
    """Raise Invalid if the mail would go elsewhere than the page said."""
    if not form.email.data and composer.address != form.address_seen:
        raise Invalid("address", _("Their address is another one now. Look at it before you send."))


def _due_at(form: SentForm) -> datetime:
    if not (form.later.data or form.good_time.data):
        return clock.now()
    return moments.due(form.good_time.data or form.send_at.data, zone=zone(), now=clock.now())


def _texts(form: SentForm, composer: Composer) -> dict[str, Any]:
    """Return the message as the user has seen it, whatever facts have changed since."""
    return {
        "subject": (form.subject.data or "") if composer.has_subject else "",
        "body": form.body.data or "",
        "route": composer.route,
        "language": composer.language,
    }


def _allowed(composer: Composer) -> Composer:
    """Return the composer, unless nothing may leave. Raises Refused."""
    if composer.contact.opted_out_at is not None:
        raise Refused(labels.opted_out_words(composer.contact.full_name))
    return composer
