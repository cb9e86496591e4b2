"""The composer, and the list of drafts."""

from dataclasses import replace
from typing import Any, NamedTuple

from flask import Blueprint, Response, abort, g, make_response, render_template, request, url_for

from infoview import clock
from infoview.db import db, transaction, zone
from infoview.errors import Invalid, NotThere, Stale
from infoview.etiquette.marks import marked
from infoview.i18n import _
from infoview.models import Account, Contact
from infoview.models.message import Channel, MessageKind
from infoview.models.reminding import Share
from infoview.outbox.queries import server
from infoview.outreach import actions, answers, labels, moments, passing_on, queries
from infoview.outreach.composer import Composer, mended
from infoview.outreach.composing import compose as composed
from infoview.outreach.forms import ComposeForm, SentForm, Unsent
from infoview.outreach.gone import Gone, gone
from infoview.outreach.offering import keep_offer, offering
from infoview.outreach.picking import pick_kind
from infoview.outreach.routes import ABOUT_SOMEONE, KINDS
from infoview.outreach.script import branches
from infoview.outreach.sheet import Sheet
from infoview.outreach.stopping.views import is_stopped, stopped_page
from infoview.outreach.switches import switches
from infoview.outreach.ways_out import ways_out
from infoview.outreach.wording import fingerprint
from infoview.today.organization_rhythm import others_asked
from infoview.today.queries import step_of
from infoview.web import go_to, is_partial, local_path, notify

bp = Blueprint("outreach", __name__)


class Purpose(NamedTuple):
    """What is written: to whom, which kind of message, and about whom if it is about somebody."""

    contact_id: int
    kind: MessageKind
    about_id: int | None

    def page(self, endpoint: str = "outreach.compose", **more: Any) -> str:
        """Return the address of its composer, or of another page of the message."""
        return url_for(endpoint, contact_id=self.contact_id, kind=self.kind.value, about=self.about_id, **more)


@bp.get("/contacts/<int:contact_id>/drafts")
def pick(contact_id: int) -> Response:
    """Go on to the kind of message that is due."""
    contact = db.get_row(Contact, contact_id)
    step = step_of(contact, now=clock.now())
    kind = pick_kind(contact, step, has_agreed_meeting=False).value
    return go_to(url_for("outreach.compose", contact_id=contact_id, kind=kind.value))


@bp.get("/contacts/<int:contact_id>/drafts/<kind>")
def compose(contact_id: int, kind: str) -> Any:
    """Show the finished draft of a message, or first what has just gone out; nothing is stored."""
    to = purpose(contact_id, kind)
    if to.kind in ABOUT_SOMEONE and to.about_id is None:
        return go_to(to.page("whom.ask"))
    composer = composer_of(to)
    last = gone(composer, now=clock.now())
    if is_stopped(composer, last):
        return stopped_page(composer, last)
    return render_template("outreach/composer.html", **shown(composer, Unsent(), last=last))


@bp.post("/contacts/<int:contact_id>/drafts/<kind>")
def save(contact_id: int, kind: str) -> Any:
    """Keep what was typed and answered; show what follows from it."""
    form, to = SentForm(), purpose(contact_id, kind)
    if not form.validate():
        return refused(form, to, 422)
    try:
        with transaction():
            keep(form, to, always=bool(form.always.data))
    except Invalid as problem:
        form.refuse(problem)
        return refused(form, to, 422)
    except Stale as stale:
        return refused(form, to, 409, stale)
    return _saved(form, to)


@bp.post("/contacts/<int:contact_id>/drafts/<kind>/discard")
def discard(contact_id: int, kind: str) -> Response:
    """Put a draft away."""
    to = purpose(contact_id, kind)
    with transaction() as batch:
        actions.discard(db.get_row(Contact, contact_id), to.kind, to.about_id)
    notify(_("Draft discarded."), undo=batch.id)
    return go_to(local_path(request.form.get("next")) or url_for("people.show", contact_id=contact_id))


@bp.get("/drafts")
def list_drafts() -> str:
    """Show the drafts that are open."""
    return render_template("outreach/drafts.html", drafts=queries.drafts(now=clock.now()))


def purpose(contact_id: int, kind: str) -> Purpose:
    """Return what the address and the form ask for. What cannot be written, or is about nobody, is not there."""
    of_kind = next((each for each in KINDS if each.value == kind), None) or abort(404)
    if of_kind not in ABOUT_SOMEONE:
        return Purpose(contact_id, of_kind, None)
    about = request.values.get("about", "").strip()
    if not about and request.method == "GET":
        return Purpose(contact_id, of_kind, None)
    about_id = int(about) if about.isascii() and about.isdigit() and len(about) < 19 else 0
    if about_id == contact_id:
        raise NotThere
    return Purpose(contact_id, of_kind, about_id)


def composer_of(to: Purpose, typed: Sheet | None = None) -> Composer:
    """Return the composer of a message."""
    return composed(to.contact_id, to.kind, g.viewer.account_id, now=clock.now(), about_id=to.about_id, typed=typed)


def keep(form: ComposeForm, to: Purpose, *, always: bool) -> Contact:
    """Keep the answers, then the sheet, mended if that is asked."""
    contact = db.get_row(Contact, to.contact_id)
    about = db.get_row(Contact, to.about_id) if to.about_id is not None else None
    account = db.session.get_one(Account, g.viewer.account_id)
    if not form.typing.data:
        answers.keep(form.answers, contact, account, at=clock.now(), today=clock.today(zone()), about=about)
        if form.other_formality:
            actions.speak_to(contact, form.other_formality)
        keep_offer(contact, form.offer.data or "", form.slots.data or [], at=clock.now())
    sheet = form.sheet
    if form.mend.data:
        composer = composer_of(to, sheet)
        sheet = mended(composer, composer.check(), form.mend.data)
    if form.share.data is not None:
        sheet = passing_on.put_in(composer_of(to, sheet), db.get_row(Share, form.share.data), at=clock.now())
    actions.save(contact, to.kind, sheet, version=form.made_from, at=clock.now(), always=always, about_id=to.about_id)
    return contact


def refused(form: SentForm, to: Purpose, status: int, stale: Stale | None = None) -> Any:
    """Show the page again as it was typed, with what is wrong, or with the newer text beside it."""
    composer = composer_of(to, typed=form.sheet)
    if stale:
        composer = replace(composer, version=form.made_from)  # only "Keep this one" may replace the newer text
    template = "outreach/refused.reply.html" if is_partial() else "outreach/composer.html"
    return make_response(render_template(template, **shown(composer, form, stale)), status)


def shown(
    composer: Composer, form: SentForm | Unsent, stale: Stale | None = None, last: Gone | None = None
) -> dict[str, Any]:
    """Return what the page of the composer shows; `last` is what went out before."""
    is_mail = composer.channel is Channel.EMAIL
    carrier, today = server() if is_mail else None, clock.today(zone())
    return {
        **_following(composer, form, stale),
        "ways": ways_out(composer.letter) if is_mail else None,
        "server": carrier,
        "later": moments.good_times(today) if carrier else [],
        "last": last,
        "others": others_asked(composer.contact) if composer.kind is MessageKind.REQUEST else [],
        "switches": switches(composer),
        "times": offering(composer, clock.now()),
        "shares": passing_on.on_offer(composer),
        "sources": labels.sources() if any(question.source for question in composer.questions) else [],
        "prints": (fingerprint(composer.text.subject), fingerprint(composer.text.body)),
        "leads_to": labels.will_move(composer.leads_to),
        "today": today,
    }


def _following(composer: Composer, form: SentForm | Unsent, stale: Stale | None = None) -> dict[str, Any]:
    """Return what follows each change of the text."""
    found = composer.check()
    return {
        "composer": composer,
        "form": form,
        "stale": stale,
        "findings": found,
        "marks": marked(composer.sheet.body, found),
        "branches": branches(composer.sheet.body) if composer.channel is Channel.PHONE else [],
    }


def _saved(form: SentForm, to: Purpose) -> Any:
    """Show what follows from what was kept, or go on to what was asked for."""
    if form.other_kind:
        return go_to(Purpose(to.contact_id, form.other_kind, None).page())
    if form.always.data == "letter":
        return go_to(to.page("outreach.show_letter"))
    composer = composer_of(to)
    if not is_partial():
        if form.always.data:
            notify(_("Draft saved."))
        # A page on which another message is written after one that left stays that.
        return go_to(to.page(again="1" if composer.version and not composer.is_open else None))
    if form.typing.data:
        return render_template("outreach/typed.reply.html", **_following(composer, Unsent()))
    context = shown(composer, Unsent())
    return render_template("outreach/composed.reply.html", **context, focus=form.focus)
