"""The page of a message that is not to be written on: it has left, waits to, or they asked not to be written to."""

from flask import render_template, request

from infoview.models.draft import DraftState
from infoview.outbox.queries import sending_of
from infoview.outreach import labels, queries
from infoview.outreach.composer import Composer
from infoview.outreach.delivery import Letter
from infoview.outreach.gone import Gone


def is_stopped(composer: Composer, last: Gone | None) -> bool:
    """Whether the page shows the message only; `last` is what went out already, which is asked to be seen first."""
    if composer.contact.opted_out_at is not None or composer.state is DraftState.QUEUED:
        return True
    return last is not None and last.is_recent and "again" not in request.args


def stopped_page(composer: Composer, last: Gone | None) -> str:
    """Return the page that shows such a message, with why it stands still and what can be done."""
    contact, about_id = composer.contact, composer.about.id if composer.about else None
    is_queued = composer.state is DraftState.QUEUED
    sending = sending_of(contact.id, composer.kind, about_id) if is_queued else None
    text = last.letter if last else _text(composer)
    return render_template(
        "outreach/stopped.html",
        composer=composer,
        sending=sending,
        gone=last,
        text=queries.queued_text(sending.id) if sending else text,
        text_language=(last.language if last else None) or composer.language,
        opted_out=labels.opted_out_words(contact.full_name) if contact.opted_out_at is not None else "",
    )


def _text(composer: Composer) -> Letter | None:
    return composer.letter if composer.state in (DraftState.OPEN, DraftState.QUEUED) else None
