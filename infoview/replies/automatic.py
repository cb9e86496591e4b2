"""Telling mail that a machine wrote from what somebody wrote."""

import re
from collections.abc import Sequence
from email.message import Message

from infoview.messages.automatic import STATUS, is_daemon
from infoview.replies.parts import Part

STATUS_KINDS = frozenset({STATUS, "message/global-delivery-status"})
_ACTION = re.compile(r"^Action:[ \t]*([a-z]{1,20})", re.IGNORECASE | re.MULTILINE)
_SUBJECT = re.compile(
    r"(auto(matic)?[ -]?(reply|response)|out of (the )?office|undeliver|delivery (status|failure)|returned mail"
    r"|réponse automatique|absen(t|ce)\b|échec de la remise|non remis)",
    re.IGNORECASE,
)


def is_automatic(mail: Part, sender: str, subject: str, attached: Sequence[str]) -> bool:
    """Whether a mail says of itself that nobody wrote it. `attached` are the names of what it carries."""
    headers = mail.headers
    submitted = _word(headers, "auto-submitted")
    if submitted == "auto-generated" and any(map(_is_invitation, attached)):
        return False  # calendars send what somebody clicked: it is an answer
    return (
        submitted not in ("", "no")
        or mail.kind == "multipart/report"
        or any(_word(headers, name) not in ("", "no") for name in ("x-autoreply", "x-autorespond"))
        or _word(headers, "precedence") in ("auto_reply", "auto-reply")
        or is_daemon(sender)
        or (_wants_no_answer(headers) and bool(_SUBJECT.match(subject)))
    )


def status_name(report: Part) -> str:
    """Return what to call the part in which a mail server tells what became of a mail: with its worst outcome."""
    actions = [action.lower() for action in _ACTION.findall(report.text()[:20_000])]
    action = "failed" if "failed" in actions else next(iter(actions), "")
    return f"{STATUS}: {action}" if action else STATUS


def _word(headers: Message, name: str) -> str:
    """Return the first word of a header, in small letters."""
    return str(headers.get(name, "")).partition(";")[0].strip().lower()


def _is_invitation(name: str) -> bool:
    return name == "text/calendar" or name.lower().endswith(".ics")


def _wants_no_answer(headers: Message) -> bool:
    """Whether a mail comes with an empty Return-Path, as machines send it, and some lists as well."""
    return str(headers.get("return-path", "x")).strip() in ("", "<>")
