"""How refusals are shown: in words, with what was typed. No answer of ours is a bare error."""

from typing import Any

from flask import Flask, current_app, make_response, render_template, request, url_for
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, InternalServerError

from infoview.errors import AlreadyDone, Invalid, NotThere, Refused
from infoview.i18n import _
from infoview.logs import kind, log, places
from infoview.sqlite import driver
from infoview.web import go_to, is_partial, notify, posted_fields

# Fields that only say where to go on: whoever pressed a button has typed nothing.
TYPED_BY_NOBODY = frozenset({"next", "once", "csrf_token"})


def set_up(app: Flask) -> None:
    """Show every refusal and every failure of `app` as a page or a notice."""
    app.register_error_handler(Exception, _refuse)


def _refuse(problem: Exception) -> Any:
    """Show what went wrong, in words, with what was typed: no answer of ours is a bare error."""
    if isinstance(problem, AlreadyDone):
        return go_to(problem.location or request.referrer or url_for("board.show"))
    if isinstance(problem, HTTPException) and problem.response is not None:
        return problem.response
    status, title, message = _explain(problem)
    if status >= 500:
        log.error("%s %s answered %s: %s", request.method, request.endpoint, status, kind(problem))
        if current_app.testing and status == 500 and not isinstance(problem, HTTPException):
            raise problem
        if status == 500:
            log.error("It happened at %s", places(problem))
    if is_partial():
        notify(message)
        reply = make_response(render_template("shared/notices.reply.html"), status)
        reply.headers["HX-Reswap"] = "none"
        return reply
    page = render_template("shared/error.html", status=status, title=title, message=message, fields=_typed())
    return make_response(page, status)


def _typed() -> list[tuple[str, str]]:
    """Return what was typed into the refused form, or nothing if it is too large to be read."""
    try:
        fields = posted_fields() if request.method == "POST" else []
        return fields if any(name not in TYPED_BY_NOBODY for name, _value in fields) else []
    except HTTPException:
        return []


def _explain(problem: Exception) -> tuple[int, str, str]:
    if isinstance(problem, NotThere):
        return 404, _("Not there"), _("There is nothing at this address.")
    if isinstance(problem, Refused):
        return 409, _("Not possible now"), problem.message
    if isinstance(problem, Invalid):
        return 422, _("Not accepted"), problem.message
    if isinstance(problem, DBAPIError | PoolTimeout | OSError):
        if request.method == "POST":
            return 503, _("Not saved"), " ".join((_cause(problem), _("Nothing was saved; please try again.")))
        return 503, _("Not available just now"), " ".join((_cause(problem), _("Please try again.")))
    if not isinstance(problem, HTTPException):
        problem = InternalServerError()
    return _explain_http(problem)


def _cause(problem: Exception) -> str:
    """Return in words what keeps the database from being used."""
    code = getattr(getattr(problem, "orig", None), "sqlite_errorcode", 0) & 0xFF
    if isinstance(problem, TimeoutError):
        code = driver.SQLITE_BUSY
    if isinstance(problem, FileNotFoundError):
        code = driver.SQLITE_CANTOPEN
    words = {
        driver.SQLITE_FULL: _("The disk of the server is full."),
        driver.SQLITE_BUSY: _("Another program is using the database just now."),
        driver.SQLITE_READONLY: _("The database can be read only, and not written."),
        driver.SQLITE_CANTOPEN: _("The database cannot be opened: its file or its folder is not there."),
        driver.SQLITE_CORRUPT: _("The database is damaged: it has to be restored from a backup."),
        driver.SQLITE_NOTADB: _("The database is damaged: it has to be restored from a backup."),
    }
    return words.get(code, _("The database could not be used just now."))


def _explain_http(problem: HTTPException) -> tuple[int, str, str]:
    status = problem.code or 500
    words = {
        400: (_("Not understood"), _("This page is too old to be sent. Load it again and send it once more.")),
        403: (_("Not allowed"), problem.description or ""),
        404: (_("Not there"), _("There is nothing at this address.")),
        405: (_("Not there"), _("This address cannot be used this way.")),
        413: (_("Too large"), _("This is more than can be taken at once. Nothing was changed.")),
        429: (_("Too many attempts"), problem.description or ""),
    }
    wrong = (_("Something went wrong"), _("This is our mistake, not yours. Nothing was changed; please try again."))
    return (status, *words.get(status, wrong))
