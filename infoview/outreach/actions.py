"""Writing, discarding and sending drafts."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select

from infoview.board import actions as board
from infoview.bulk import bulk_insert
from infoview.clock import day_of
from infoview.db import db, describe
from infoview.errors import Invalid, Refused, Stale
from infoview.i18n import _
from infoview.models import Contact, Draft, Message, Stage
from infoview.models.draft import DraftState
from infoview.models.message import Channel, Direction, MessageKind, Route

NOON = time(12)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the user's sheet. A part they have not touched follows the wording, and is not kept.

    `route` is None while the app picks it.
    """

    subject: str
    body: str
    is_subject_touched: bool = False
    is_body_touched: bool = False
    route: Route | None = None

    @property
    def holds_something(self) -> bool:
        """Whether the user has put anything of theirs on it."""
        return self.is_subject_touched or self.is_body_touched or self.route is not None


def find_draft(contact: Contact, kind: MessageKind) -> Draft | None:
    """Return the one draft of that kind to the contact, open or not."""
    of_kind = select(Draft).where(Draft.contact_id == contact.id, Draft.kind == kind)
    return db.session.scalar(of_kind.order_by(Draft.id.desc()).limit(1))


def save(contact: Contact, kind: MessageKind, sheet: Sheet, *, version: int, at: datetime, always: bool = False) -> int:
    """Keep what stands on the sheet and return the draft's version; 0 if there was nothing of the user's to keep.

    `version` is that of the draft, open or not, when the sheet was made; 0 if there was none. `always` keeps a draft
    without anything of the user's too. Raises Stale if another window has saved, sent or discarded the draft since.
    """
    draft = find_draft(contact, kind)
    if draft is not None and draft.version != version and not _is_same(draft, sheet):
        raise Stale(_elsewhere(draft), {"subject": draft.subject, "body": draft.body, "version": draft.version})
    is_open = draft is not None and draft.state is DraftState.OPEN
    if not (is_open or always or sheet.holds_something):
        return 0
    draft = draft or _begin(contact, kind, at)
    if draft.state is not DraftState.OPEN:
        describe("draft")
        draft.state = DraftState.OPEN
    draft.subject, draft.subject_touched = (sheet.subject if sheet.is_subject_touched else ""), sheet.is_subject_touched
    draft.body, draft.body_touched = (sheet.body if sheet.is_body_touched else ""), sheet.is_body_touched
    draft.route = sheet.route
    draft.saved_at = at
    draft.version += 1
    db.session.flush()
    return draft.version


def discard(contact: Contact, kind: MessageKind) -> None:
    """Put an open draft away; undo brings it back. Raises Refused if there is none."""
    describe("discard")
    draft = _open_draft(contact, kind)
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
    sent_at: datetime,
    at: datetime,
) -> Stage | None:
    """Keep the text of the open draft for ever as it was sent, and move the card forward.

    Returns the stage the card has come to, None if it stays where it is. Undone, the message is withdrawn, the
    draft open again and the card back. Raises Refused if there is no open draft or no text.
    """
    describe("send")
    draft = _open_draft(contact, kind)
    if not body:
        raise Refused(_("There is no text in this message yet."))
    draft.state = DraftState.SENT
    draft.version += 1
    db.session.add(
        Message(
            contact_id=contact.id,
            draft_id=draft.id,
            direction=Direction.OUT,
            kind=kind,
            route=route,
            channel=channel,
            language=language,
            subject=subject,
            body=body,
            sent_at=sent_at,
            created_at=at,
        )
    )
    to = stage_after(kind, contact.stage)
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
    }[kind]


def instant_sent(day: date | None, *, zone: str, now: datetime) -> datetime:
    """Return when a message was sent, if it was on `day`: now if that is today, else at noon.

    Raises Invalid for a day that is still to come.
    """
    today = day_of(now, zone)
    if day is None or day == today:
        return now
    if day > today:
        raise Invalid("sent_on", _("This day is still to come."))
    return datetime.combine(day, NOON, ZoneInfo(zone))


def _open_draft(contact: Contact, kind: MessageKind) -> Draft:
    draft = find_draft(contact, kind)
    if draft is None or draft.state is not DraftState.OPEN:
        raise Refused(_("This draft is not open any more."))
    return draft


def _begin(contact: Contact, kind: MessageKind, at: datetime) -> Draft:
    """Make the draft without a trace in the history: undoing "sent" in the same act must not take it away."""
    row = {"contact_id": contact.id, "kind": kind, "state": DraftState.OPEN, "version": 0}
    texts = {"subject": "", "body": "", "subject_touched": False, "body_touched": False}
    [draft_id] = bulk_insert(Draft, [row | texts | {"saved_at": at, "created_at": at}])
    return db.get_row(Draft, draft_id)


def _is_same(draft: Draft, sheet: Sheet) -> bool:
    """Whether a draft holds just what stands on the sheet: then nobody's text can be lost."""
    return draft.state is DraftState.OPEN and (
        (draft.subject_touched, draft.body_touched) == (sheet.is_subject_touched, sheet.is_body_touched)
        and (not draft.subject_touched or draft.subject == sheet.subject)
        and (not draft.body_touched or draft.body == sheet.body)
    )


def _elsewhere(draft: Draft) -> str:
    return {
        DraftState.OPEN: _("This draft was changed in another window."),
        DraftState.SENT: _("This draft was marked as sent in another window."),
        DraftState.DISCARDED: _("This draft was discarded in another window."),
    }[draft.state]
