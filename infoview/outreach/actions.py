"""Writing, discarding and sending drafts."""

from datetime import datetime

from sqlalchemy import select

from infoview.board import actions as board
from infoview.bulk import bulk_insert
from infoview.db import db, describe
from infoview.errors import Refused, Stale
from infoview.i18n import _
from infoview.models import Contact, Draft, Message, Stage
from infoview.models.contact import Formality
from infoview.models.draft import DraftState
from infoview.models.message import Channel, Direction, MessageKind, Route
from infoview.outreach.labels import opted_out_words
from infoview.outreach.sheet import Sheet


def find_draft(contact: Contact, kind: MessageKind, about_id: int | None = None) -> Draft | None:
    """Return the one draft of that kind to the contact, about that person if it is about one, open or not."""
    of_kind = select(Draft).where(Draft.contact_id == contact.id, Draft.kind == kind, Draft.about_id == about_id)
    return db.session.scalar(of_kind.order_by(Draft.id.desc()).limit(1))


def save(
    contact: Contact,
    kind: MessageKind,
    sheet: Sheet,
    *,
    version: int,
    at: datetime,
    always: bool = False,
    about_id: int | None = None,
) -> int:
    """Keep what stands on the sheet and return the draft's version; 0 if there was nothing of the user's to keep.

    `version` is that of the draft, open or not, when the sheet was made; 0 if there was none. `always` keeps a draft
    without anything of the user's too. Raises Stale if another window has saved, sent or discarded the draft since,
    or if it waits to be sent.
    """
    draft = find_draft(contact, kind, about_id)
    if draft is not None and _is_overtaken(draft, sheet, version):
        raise Stale(_elsewhere(draft), {"subject": draft.subject, "body": draft.body, "version": draft.version})
    if draft is not None and draft.state is DraftState.QUEUED:
        return draft.version
    is_open = draft is not None and draft.state is DraftState.OPEN
    if not (is_open or always or sheet.holds_something):
        return 0
    draft = draft or _begin(contact, kind, about_id, at)
    if draft.state is not DraftState.OPEN:
        describe("draft")
        draft.state = DraftState.OPEN
    sheet.put_on(draft)
    draft.saved_at = at
    draft.version += 1
    db.session.flush()
    return draft.version


def discard(contact: Contact, kind: MessageKind, about_id: int | None = None) -> None:
    """Put an open draft away; undo brings it back. Raises Refused if there is none."""
    describe("discard")
    draft = open_draft(contact, kind, about_id)
    draft.state = DraftState.DISCARDED
    draft.version += 1


def mark_sent(
    contact: Contact,
    kind: MessageKind,
    *,
    subject: str,
    body: str,
    route: Route | None,
    language: str,
    channel: Channel,
    address: str = "",
    about_id: int | None = None,
    sent_at: datetime,
    at: datetime,
) -> Stage | None:
    """Keep the text of the open draft for ever as it was sent, and move the card forward.

    Returns the stage the card has come to, None if it stays where it is. Undone, the message is withdrawn, the
    draft open again and the card back. Raises Refused if there is no open draft or no text, or if the contact
    asked not to be written to.
    """
    describe("send")
    if contact.opted_out_at is not None:
        raise Refused(opted_out_words(contact.full_name))
    draft = open_draft(contact, kind, about_id)
    if not body:
        raise Refused(_("There is no text in this message yet."))
    return keep_sent(
        contact,
        draft,
        subject=subject,
        body=body,
        route=route,
        language=language,
        channel=channel,
        address=address if channel is Channel.EMAIL else "",
        header_id="",
        sent_at=sent_at,
        at=at,
    )


def keep_sent(
    contact: Contact,
    draft: Draft,
    *,
    subject: str,
    body: str,
    route: Route | None,
    language: str | None,
    channel: Channel,
    address: str,
    header_id: str,
    sent_at: datetime,
    at: datetime,
    attachments: str = "",
) -> Stage | None:
    """Keep a message that has left as it was, close its draft, and move the card forward.

    Returns the stage the card has come to, None if it stays where it is.
    """
    draft.state = DraftState.SENT
    draft.version += 1
    db.session.add(
        Message(
            contact_id=contact.id,
            about_id=draft.about_id,
            draft_id=draft.id,
            direction=Direction.OUT,
            kind=draft.kind,
            route=route,
            channel=channel,
            language=language,
            subject=subject,
            body=body,
            attachments=attachments,
            address=address,
            header_id=header_id,
            sent_at=sent_at,
            created_at=at,
        )
    )
    to = stage_after(draft.kind, contact.stage)
    moved = board.advance(contact, to=to, at=at) if to is not None else None
    return to if moved else None


def stage_after(kind: MessageKind, stage: Stage | None) -> Stage | None:
    """Return the stage that sending such a message leads to, or None if it leads nowhere."""
    if kind is MessageKind.UPDATE:
        return Stage.IN_TOUCH if stage in (None, Stage.THANKED, Stage.IN_TOUCH) else None
    return {
        MessageKind.REQUEST: Stage.REQUESTED,
        MessageKind.NUDGE: Stage.REQUESTED,
        MessageKind.THANK_YOU: Stage.THANKED,
    }.get(kind)


def speak_to(contact: Contact, formality: Formality) -> None:
    """Speak to a contact that way from now on."""
    describe("answer")
    contact.formality = formality


def open_draft(contact: Contact, kind: MessageKind, about_id: int | None = None) -> Draft:
    """Return the draft that is being written. Raises Refused if there is none."""
    draft = find_draft(contact, kind, about_id)
    if draft is None or draft.state is not DraftState.OPEN:
        raise Refused(_("This draft is not open any more."))
    return draft


def _begin(contact: Contact, kind: MessageKind, about_id: int | None, at: datetime) -> Draft:
    """Make the draft without a trace in the history: undoing "sent" in the same act must not take it away."""
    row = {"contact_id": contact.id, "about_id": about_id, "kind": kind, "state": DraftState.OPEN, "version": 0}
    texts = {"subject": "", "body": "", "subject_touched": False, "body_touched": False}
    picks = {"wording": "", "address": "", "news": ""}
    [draft_id] = bulk_insert(Draft, [row | texts | picks | {"saved_at": at, "created_at": at}])
    return db.get_row(Draft, draft_id)


def _is_overtaken(draft: Draft, sheet: Sheet, version: int) -> bool:
    """Whether keeping the sheet would replace a text that is not known on the page, or one that waits to be sent."""
    if draft.state is DraftState.QUEUED:
        return not sheet.has_texts_of(draft)
    return draft.version != version and not (draft.state is DraftState.OPEN and sheet.has_texts_of(draft))


def _elsewhere(draft: Draft) -> str:
    return {
        DraftState.OPEN: _("This draft was changed in another window."),
        DraftState.QUEUED: _("This message is waiting to be sent. To change it, cancel the sending first."),
        DraftState.SENT: _("This draft was marked as sent in another window."),
        DraftState.DISCARDED: _("This draft was discarded in another window."),
    }[draft.state]
