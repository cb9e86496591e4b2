"""How refusals are shown: in words, with what was typed. No answer of ours is a bare error."""

from typing import Any

from flask import Flask, current_app, make_response, render_template, request, url_for
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, InternalServerError

from infoview.errors import AlreadyDone, Invalid, NotThere, Refused
from infoview.i18n import _
from infoview.web import go_to, is_partial, notify, posted_fields


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
        current_app.logger.error("%s %s: %s", request.method, request.endpoint, type(problem).__name__)
        if current_app.testing and status == 500 and not isinstance(problem, HTTPException):
            raise problem
        if status == 500:
            current_app.logger.error("at %s", _origin(problem))
    if is_partial():
        notify(message)
        reply = make_response(render_template("shared/notices.reply.html"), status)
        reply.headers["HX-Reswap"] = "none"
        return reply
    fields = posted_fields() if request.method == "POST" and status != 413 else []  # too large to be read again
    page = render_template("shared/error.html", status=status, title=title, message=message, fields=fields)
    return make_response(page, status)


def _origin(problem: BaseException) -> str:
    """Return where in the code it happened: places only, because messages may hold what a user wrote."""
    places = []
    trace = problem.__traceback__
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " < ".join(reversed(places[-6:]))


def _explain(problem: Exception) -> tuple[int, str, str]:
    if isinstance(problem, NotThere):
        return 404, _("Not there"), _("There is nothing at this address.")
    if isinstance(problem, Refused):
        return 409, _("Not possible now"), problem.message
    if isinstance(problem, Invalid):
        return 422, _("Not accepted"), problem.message
    if isinstance(problem, DBAPIError | PoolTimeout | OSError):
        return 503, _("Not saved"), _("The database could not be used just now. Nothing was saved; please try again.")
    if not isinstance(problem, HTTPException):
        problem = InternalServerError()
    return _explain_http(problem)


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
