"""The composer, its ways out, the list of drafts, and sent messages."""

from io import BytesIO
from typing import Any

from flask import Blueprint, Response, abort, g, make_response, render_template, request, send_file, url_for

from infoview import clock
from infoview.db import db, transaction, zone
from infoview.errors import Invalid, Stale
from infoview.i18n import LANGUAGES, _
from infoview.models import Account, Contact
from infoview.models.message import Channel, MessageKind
from infoview.outreach import actions, answers, labels, queries
from infoview.outreach.delivery import Letter, eml, file_name, ways_out
from infoview.outreach.forms import ComposeForm, SentForm
from infoview.outreach.questions import frame_for
from infoview.outreach.routes import KINDS
from infoview.outreach.wording import fingerprint
from infoview.web import go_to, is_partial, local_path, notify

bp = Blueprint("outreach", __name__)


@bp.get("/contacts/<int:contact_id>/drafts/<kind>")
def compose(contact_id: int, kind: str) -> Any:
    """Show the finished draft of a message; nothing is stored."""
    composer = _composer(contact_id, _kind(kind))
    return render_template("outreach/composer.html", **_shown(composer, SentForm(formdata=None)))


@bp.post("/contacts/<int:contact_id>/drafts/<kind>")
def save(contact_id: int, kind: str) -> Any:
    """Keep what was typed and answered; show what follows from it."""
    form, of_kind = SentForm(), _kind(kind)
    if not form.validate():
        return _refused(form, contact_id, of_kind, 422)
    try:
        with transaction():
            _keep(form, contact_id, of_kind, always=bool(form.always.data))
    except Invalid as problem:
        form.refuse(problem)
        return _refused(form, contact_id, of_kind, 422)
    except Stale as stale:
        return _refused(form, contact_id, of_kind, 409, stale)
    if is_partial():
        template = "outreach/typed.reply.html" if form.typing.data else "outreach/composed.reply.html"
        shown = _shown(_composer(contact_id, of_kind), SentForm(formdata=None))
        return render_template(template, **shown, has_focus=form.answers != answers.Answers())
    if form.always.data:
        notify(_("Draft saved."))
    return go_to(url_for("outreach.compose", contact_id=contact_id, kind=kind))


@bp.post("/contacts/<int:contact_id>/drafts/<kind>/sent")
def mark_sent(contact_id: int, kind: str) -> Any:
    """Keep the text as it was sent, and move the card."""
    form, of_kind = SentForm(), _kind(kind)
    if not form.validate():
        return _refused(form, contact_id, of_kind, 422)
    back = url_for("people.show", contact_id=contact_id)
    try:
        with transaction(once=form.once_key) as batch:
            batch.answer = back
            contact = _keep(form, contact_id, of_kind, always=True)
            composer = _composer(contact_id, of_kind)
            stage = actions.mark_sent(
                contact,
                of_kind,
                subject=form.subject.data or "",
                body=form.body.data or "",
                route=composer.route,
                language=composer.language,
                channel=form.channel.data or Channel.EMAIL,
                sent_at=actions.instant_sent(form.sent_on.data, zone=zone(), now=clock.now()),
                at=clock.now(),
            )
    except Invalid as problem:
        form.refuse(problem)
        return _refused(form, contact_id, of_kind, 422)
    except Stale as stale:
        return _refused(form, contact_id, of_kind, 409, stale)
    notify(labels.sent_words(contact.full_name, stage), undo=batch.id)
    return go_to(back)


@bp.post("/contacts/<int:contact_id>/drafts/<kind>/file")
def download(contact_id: int, kind: str) -> Any:
    """Give what stands on the sheet as a file for mail programs; nothing is stored."""
    form, composer = SentForm(), _composer(contact_id, _kind(kind))
    if not form.validate():
        return _refused(form, contact_id, _kind(kind), 422)
    letter = Letter(composer.name, composer.address, form.subject.data or "", form.body.data or "")
    return send_file(BytesIO(eml(letter)), "message/rfc822", as_attachment=True, download_name=file_name(letter))


@bp.post("/contacts/<int:contact_id>/drafts/<kind>/discard")
def discard(contact_id: int, kind: str) -> Response:
    """Put a draft away."""
    with transaction() as batch:
        contact = db.get_row(Contact, contact_id)
        actions.discard(contact, _kind(kind))
    notify(_("Draft discarded."), undo=batch.id)
    return go_to(local_path(request.form.get("next")) or url_for("people.show", contact_id=contact_id))


@bp.get("/drafts")
def list_drafts() -> str:
    """Show the drafts that are open."""
    return render_template("outreach/drafts.html", drafts=queries.drafts(now=clock.now()))


@bp.get("/messages/<int:message_id>")
def show_message(message_id: int) -> str:
    """Show a message as it was sent, word for word."""
    return render_template("outreach/message.html", message=queries.message(message_id, now=clock.now()))


def _kind(name: str) -> MessageKind:
    return next((kind for kind in KINDS if kind.value == name), None) or abort(404)


def _composer(contact_id: int, kind: MessageKind, typed: actions.Sheet | None = None) -> queries.Composer:
    return queries.compose(contact_id, kind, g.viewer.account_id, today=clock.today(zone()), typed=typed)


def _keep(form: ComposeForm, contact_id: int, kind: MessageKind, *, always: bool) -> Contact:
    """Keep the answers, then the sheet."""
    contact = db.get_row(Contact, contact_id)
    account = db.session.get_one(Account, g.viewer.account_id)
    if not form.typing.data:
        answers.keep(form.answers, contact, account, at=clock.now(), today=clock.today(zone()))
    actions.save(contact, kind, form.sheet, version=form.made_from, at=clock.now(), always=always)
    return contact


def _refused(form: SentForm, contact_id: int, kind: MessageKind, status: int, stale: Stale | None = None) -> Any:
    """Show the page again as it was typed, with what is wrong, or with the newer text beside it."""
    composer = _composer(contact_id, kind, typed=form.sheet)
    template = "outreach/refused.reply.html" if is_partial() else "outreach/composer.html"
    return make_response(render_template(template, **_shown(composer, form, stale)), status)


def _shown(composer: queries.Composer, form: SentForm, stale: Stale | None = None) -> dict[str, Any]:
    return {
        "composer": composer,
        "form": form,
        "stale": stale,
        "ways": ways_out(composer.letter),
        "prints": (fingerprint(composer.wording.subject), fingerprint(composer.wording.body)),
        "routes": labels.ROUTE_NAMES,
        "languages": LANGUAGES,
        "channels": labels.CHANNEL_NAMES,
        "sources": [(source, words, frame_for(source)) for source, words in labels.SOURCE_NAMES.items()],
        "leads_to": labels.will_move(composer.leads_to),
        "today": clock.today(zone()),
    }
