"""Keeping what came back: pasted, or as saved mails."""

import hashlib
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock
from infoview.db import db, transaction, zone
from infoview.errors import Invalid, Refused
from infoview.i18n import _
from infoview.models import Contact, Message
from infoview.models.message import Channel
from infoview.replies import actions, queries
from infoview.replies.bundle import read_all
from infoview.replies.forms import ReplyForm
from infoview.replies.kept import Kept, told
from infoview.replies.reading import LARGEST_MAIL
from infoview.web import go_to, notify

bp = Blueprint("replies", __name__)


@bp.route("/contacts/<int:contact_id>/replies", methods=["GET", "POST"])
def add(contact_id: int) -> Any:
    """Ask what a contact wrote, and keep it."""
    contact = db.get_row(Contact, contact_id)
    form = ReplyForm(ids="reply-", day=clock.today(zone()))
    if request.method == "POST" and form.validate():
        try:
            return _keep(contact_id, form)
        except Invalid as problem:
            form.refuse(problem)
    page = render_template(
        "replies/add.html",
        form=form,
        contact=contact,
        title=_("What %(name)s wrote", name=contact.full_name),
        action=url_for("replies.add", contact_id=contact_id),
        back=url_for("people.show", contact_id=contact_id),
        back_words=contact.full_name,
        takes_files=True,
        largest=LARGEST_MAIL,
    )
    return page, 422 if request.method == "POST" else 200


@bp.post("/messages/<int:message_id>/address")
def note_address(message_id: int) -> Response:
    """Note the address a reply came from as one of its sender's."""
    with transaction() as batch:
        message = db.get_row(Message, message_id)
        if not message.address:
            raise Refused(_("It is not known where this message came from."))
        contact = db.get_row(Contact, message.contact_id)
        actions.note_address(contact, message.address, at=clock.now())

    notify(_("%(address)s is noted for %(name)s.", address=message.address, name=contact.full_name), undo=batch.id)
    return go_to(url_for("people.show", contact_id=contact.id))


def _keep(contact_id: int, form: ReplyForm) -> Response:
    """Keep what was sent. It is read before the database is locked for writing."""
    files = form.files
    replies, is_pasted = read_all(form.text.data, files, own=queries.own_addresses())
    now = clock.now()
    if is_pasted:
        replies[0] = actions.dated(replies[0], day=form.day.data, zone=zone(), now=now)
    with transaction(once=_once(form, files)) as batch:
        batch.answer = url_for("people.show", contact_id=contact_id)
        contact = db.get_row(Contact, contact_id)
        kept = Kept(contact.full_name)
        for place, received in enumerate(replies):
            channel = Channel(form.channel.data) if is_pasted and place == 0 else Channel.EMAIL
            kept.count(received, is_known=actions.find_kept(contact, received) is not None, now=now)
            actions.keep_reply(contact, received, answer=None, channel=channel, at=now)
    kept.belongs_to = queries.whose([each.sender for each in replies], but=contact_id)
    notify(told(kept), undo=batch.id if kept.new else None)
    return go_to(batch.answer)


def _once(form: ReplyForm, files: list[tuple[str, bytes]]) -> str | None:
    """Return the key under which this form is answered once, with just these files."""
    key = form.once_key
    if key is None:
        return None
    contents = "".join(hashlib.sha256(content).hexdigest() for _name, content in files)
    return hashlib.sha256(f"{key}{contents}".encode()).hexdigest()
