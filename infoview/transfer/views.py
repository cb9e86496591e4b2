"""Pages of importing: choose a file, say what its columns hold, check, confirm, undo."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock
from infoview.db import db, transaction, zone
from infoview.errors import Invalid
from infoview.i18n import _
from infoview.models import Import
from infoview.models.importing import ImportState
from infoview.transfer import actions, columns, queries
from infoview.transfer.csv_reader import Table, read_table
from infoview.transfer.decoding import LARGEST_FILE, too_large
from infoview.transfer.forms import ChoicesForm, MappingForm, UploadForm
from infoview.transfer.outcome import one_line, outcome
from infoview.transfer.preview import MEANINGS, column_rows, preview
from infoview.web import go_to, notify

bp = Blueprint("transfer", __name__)


@bp.route("/import", methods=["GET", "POST"])
def upload() -> Any:
    """Choose a file; it is kept and shown before anything is added."""
    form = UploadForm()
    if request.method == "POST":
        try:
            filename, content, table = _read_upload(form)
            with transaction(once=form.once_key) as batch:
                kept = actions.upload(table=table, content=content, filename=filename, at=clock.now())
                batch.answer = _address(kept.id)
            return go_to(batch.answer)
        except Invalid as problem:
            form.refuse(problem)
    return _show_upload(form), 422 if request.method == "POST" else 200


@bp.get("/imports/<int:import_id>")
def show(import_id: int) -> Any:
    """Show where an import stands: its columns, its preview, or what came of it."""
    kept = db.get_row(Import, import_id)
    if kept.state is not ImportState.UPLOADED:
        return render_template("transfer/result.html", outcome=outcome(kept))
    if not queries.is_kept(kept, at=clock.now()):
        return render_template("transfer/forgotten.html")
    mapping = actions.mapping_of(kept)
    if mapping is None:
        return _show_columns(kept, MappingForm(formdata=None))
    plan = queries.plan(kept.content or b"", mapping)
    page = request.args.get("page", 1, type=int)
    shown = preview(plan, actions.chosen(kept), page)
    return render_template("transfer/preview.html", kept=kept, preview=shown, form=ChoicesForm(formdata=None))


@bp.get("/imports/<int:import_id>/columns")
def show_columns(import_id: int) -> Any:
    """Show what the columns of a file hold, to be changed."""
    kept = _waiting(import_id)
    if kept is None:
        return go_to(_address(import_id))
    return _show_columns(kept, MappingForm(formdata=None, mapping=actions.mapping_of(kept)))


@bp.post("/imports/<int:import_id>/columns")
def map_columns(import_id: int) -> Any:
    """Say what the columns of a file hold, then show what would happen."""
    kept = _waiting(import_id)
    if kept is None:
        return go_to(_address(import_id))
    form = MappingForm()
    if form.validate():
        try:
            with transaction(once=form.once_key):
                actions.map_columns(db.get_row(Import, import_id), form.mapping.data)
            return go_to(_address(import_id))
        except Invalid as problem:
            form.refuse(problem)
    return _show_columns(kept, form), 422


@bp.post("/imports/<int:import_id>/choices")
def choose(import_id: int) -> Response:
    """Remember the choices of one page of the preview, and show another one."""
    form = ChoicesForm.checked()
    with transaction():
        actions.choose(db.get_row(Import, import_id), shown=form.shown, add=form.add.data)
    return go_to(url_for("transfer.show", import_id=import_id, page=form.page.data or 1, _anchor="perhaps"))


@bp.post("/imports/<int:import_id>/confirm")
def confirm(import_id: int) -> Response:
    """Add the people. The file is read and compared before the database is locked for writing."""
    form = ChoicesForm.checked()
    kept = _waiting(import_id)
    if kept is None:
        return go_to(_address(import_id))
    plan = queries.plan(kept.content or b"", actions.mapping_of(kept) or [])
    with transaction(once=form.once_key) as batch:
        kept = db.get_row(Import, import_id)
        add = actions.choose(kept, shown=form.shown, add=form.add.data)
        actions.confirm(kept, plan, add=add, today=clock.today(zone()), at=clock.now())
        batch.answer = _address(import_id)
    return go_to(batch.answer)


@bp.post("/imports/<int:import_id>/undo")
def undo(import_id: int) -> Response:
    """Take out again what an import brought in."""
    with transaction():
        actions.undo_import(db.get_row(Import, import_id), at=clock.now())
    notify(_("The import is undone."))
    return go_to(_address(import_id))


def _address(import_id: int) -> str:
    return url_for("transfer.show", import_id=import_id)


def _show_upload(form: UploadForm) -> str:
    return render_template(
        "transfer/upload.html",
        form=form,
        recent=[(brought, one_line(brought)) for brought in queries.recent()],
        largest=LARGEST_FILE,
        too_large=too_large(),
    )


def _read_upload(form: UploadForm) -> tuple[str, bytes, Table]:
    file = form.file.data
    if not file or not file.filename:
        raise Invalid("file", _("Choose a file first."))
    content: bytes = file.read()
    return file.filename, content, read_table(content)


def _waiting(import_id: int) -> Import | None:
    """Return an upload that waits for its confirmation, or None if it is done or its file is gone."""
    kept = db.get_row(Import, import_id)
    return kept if queries.is_kept(kept, at=clock.now()) else None


def _show_columns(kept: Import, form: MappingForm) -> str:
    table = read_table(kept.content or b"")
    mapping = form.mapping.data or columns.guess(table.headings)
    return render_template(
        "transfer/columns.html",
        form=form,
        kept=kept,
        lines=len(table.rows),
        rows=column_rows(table, mapping),
        meanings=MEANINGS,
    )
