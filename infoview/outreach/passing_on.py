"""Things to share that an update can pass on: those that fit its reader and are not in it yet."""

from dataclasses import replace
from datetime import datetime

from infoview.etiquette.endings import closing_start
from infoview.etiquette.findings import Written
from infoview.etiquette.mending import end_with, typeset
from infoview.etiquette.reading import Reading
from infoview.i18n import _, as_language
from infoview.models.message import Channel, MessageKind
from infoview.models.reminding import Share
from infoview.outreach.composer import Composer
from infoview.outreach.sheet import Sheet
from infoview.sharing.actions import pass_on
from infoview.sharing.queries import fitting


def on_offer(composer: Composer) -> list[Share]:
    """Return what an update can pass on, none for other messages: three queries at most."""
    if composer.kind is not MessageKind.UPDATE:
        return []
    return [share for share in fitting(composer.contact) if (share.url or share.body) not in composer.sheet.body]


def put_in(composer: Composer, share: Share, *, at: datetime) -> Sheet:
    """Return the sheet with something to share in a paragraph before its closing, and remember for whom that was."""
    sheet = composer.sheet
    pass_on(share, composer.contact, at=at)
    written = Written(composer.kind, composer.route, composer.channel, composer.language, composer.subject, sheet.body)
    with as_language(composer.language):
        words = _("Perhaps this is of interest: %(what)s", what=share.body)
    said = f"{words} ({share.url})" if share.url else words
    stop = "" if said[-1:] in ".!?…" else "."
    return replace(sheet, body=_with(Reading(written), said + stop), is_body_touched=True)


def _with(reading: Reading, sentence: str) -> str:
    if reading.written.channel is Channel.PHONE:
        return end_with(reading, sentence)
    body, at = reading.written.body, closing_start(reading)
    return "\n\n".join(filter(None, (body[:at].rstrip(), typeset(sentence, reading), body[at:].strip())))
