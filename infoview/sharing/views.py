"""The stash of things worth passing on."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock
from infoview.db import db, transaction
from infoview.errors import Invalid, Stale
from infoview.i18n import _
from infoview.models.reminding import Share
from infoview.sharing import actions, queries
from infoview.sharing.forms import ShareForm
from infoview.web import go_to, notify, this_path

bp = Blueprint("sharing", __name__)


@bp.get("/shares")
def list_shares() -> str:
    """Show all there is to share, and ask for more."""
    return _list(ShareForm(formdata=None, ids="share-"))


@bp.post("/shares")
def add() -> Any:
    """Keep something to share."""
    form = ShareForm(ids="share-")
    try:
        if form.validate():
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("sharing.list_shares")
                actions.add(**form.facts, at=clock.now())
            notify(_("Kept. It is offered when you write an update to somebody it fits."), undo=batch.id)
            return go_to(batch.answer)
    except Invalid as problem:
        form.refuse(problem)
    return _list(form), 422


@bp.route("/shares/<int:share_id>", methods=["GET", "POST"])
def edit(share_id: int) -> Any:
    """Show one thing to share to change it."""
    share, status = db.get_row(Share, share_id), 200
    form = ShareForm(share, ids="share-", career=str(share.career_id or ""))
    if request.method == "POST":
        status = 422
        try:
            if form.validate():
                with transaction(once=form.once_key) as batch:
                    batch.answer = url_for("sharing.list_shares")
                    actions.edit(db.get_row(Share, share_id), **form.facts, version=form.version.data)
                notify(_("Saved."), undo=batch.id)
                return go_to(batch.answer)
        except Invalid as problem:
            form.refuse(problem)
        except Stale as stale:
            status = 409
            form.general.append(stale.message + " " + _("What you save now is kept."))
            form.version.data = db.get_row(Share, share_id).version
    shown = {"title": _("Something to share"), "save": _("Save"), "action": this_path(), "topics": queries.topics()}
    back = {"back": url_for("sharing.list_shares"), "back_words": _("Things to share")}
    return render_template("sharing/share.html", form=form, share=share, **shown, **back), status


@bp.post("/shares/<int:share_id>/delete")
def delete(share_id: int) -> Response:
    """Put something to share into the trash."""
    with transaction() as batch:
        actions.delete(db.get_row(Share, share_id), at=clock.now())

    notify(_("Removed."), undo=batch.id)
    return go_to(url_for("sharing.list_shares"))


def _list(form: ShareForm) -> str:
    number = request.args.get("page", 1, type=int)
    return render_template("sharing/shares.html", form=form, page=queries.page(number), topics=queries.topics())
