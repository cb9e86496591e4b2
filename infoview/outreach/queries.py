"""Reads for the composer, the list of drafts and a sent message."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from infoview.db import db, zone
from infoview.i18n import _, instant_words
from infoview.models import Account, Career, Contact, Draft, Message, Organization, Stage
from infoview.models.draft import DraftState
from infoview.models.message import Channel, Direction, MessageKind, Route
from infoview.outreach import labels, wording
from infoview.outreach.actions import Sheet, find_draft, stage_after
from infoview.outreach.delivery import Letter
from infoview.outreach.gathering import gather
from infoview.outreach.questions import Question, missing
from infoview.outreach.routes import route_for, wording_name
from infoview.text import clean_line

LONGEST_REQUEST = 120
_NAMES = (
    joinedload(Contact.organization).load_only(Organization.name),
    joinedload(Contact.career).load_only(Career.name),
)


@dataclass(frozen=True, slots=True)
class Composer:
    """A draft with everything its page shows. `wording` is the text as the app would write it now."""

    contact_id: int
    name: str
    address: str
    kind: MessageKind
    title: str
    sheet: Sheet
    route: Route | None
    language: str
    wording: wording.Text
    version: int
    is_saved: bool
    questions: list[Question]
    channel: Channel
    leads_to: Stage | None

    @property
    def letter(self) -> Letter:
        """The message as it would leave now."""
        return Letter(self.name, self.address, self.sheet.subject, self.sheet.body)

    @property
    def words(self) -> int:
        """How many words its body has."""
        return len(self.sheet.body.split())

    @property
    def is_long(self) -> bool:
        """Whether it has more words than it should."""
        return self.most_words is not None and self.words > self.most_words

    @property
    def offers(self) -> list[tuple[str, str]]:
        """What the wording would say now, of the parts the user has made their own."""
        both = [("subject", self.sheet.subject, self.wording.subject), ("body", self.sheet.body, self.wording.body)]
        return [(part, new) for part, own, new in both if own != new]

    @property
    def most_words(self) -> int | None:
        """How many words it should have at most."""
        return LONGEST_REQUEST if self.kind is MessageKind.REQUEST else None


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as the list shows it."""

    id: int
    contact_id: int
    kind: MessageKind
    title: str
    line: str
    edited: str


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message as it was sent."""

    id: int
    contact_id: int
    name: str
    title: str
    subject: str
    body: str
    language: str | None
    sent: str
    is_withdrawn: bool


def compose(
    contact_id: int, kind: MessageKind, account_id: int, *, today: date, typed: Sheet | None = None
) -> Composer:
    """Return the composer for a message to a contact; `typed` stands on the sheet instead of the stored draft.

    A fixed number of queries. Raises NotThere.
    """
    contact = db.get_row(Contact, contact_id, *_NAMES)
    account = db.session.get_one(Account, account_id)
    draft = find_draft(contact, kind)
    is_open = draft is not None and draft.state is DraftState.OPEN
    kept = typed or _kept(draft if is_open else None)
    language = contact.language or account.language
    facts = gather(contact, account, language=language, today=today)
    route = (kept.route or route_for(facts)) if kind is MessageKind.REQUEST else None
    text = wording.write(wording_name(kind, route), facts)
    addresses = [email.address for email in contact.emails]
    return Composer(
        contact_id=contact.id,
        name=contact.full_name,
        address=addresses[0] if addresses else "",
        kind=kind,
        title=labels.title(kind, contact.full_name),
        sheet=_filled(kept, text),
        route=route,
        language=language,
        wording=text,
        version=draft.version if draft is not None else 0,
        is_saved=is_open,
        questions=missing(kind, route, facts),
        channel=Channel.EMAIL if addresses or not contact.links else Channel.LINKEDIN,
        leads_to=_leads_to(contact, kind),
    )


def drafts(*, now: datetime) -> list[DraftRow]:
    """Return the open drafts, the latest edited first: one query."""
    rows = db.session.execute(
        select(Draft, Contact.full_name)
        .join(Contact, Contact.id == Draft.contact_id)
        .where(Draft.state == DraftState.OPEN)
        .order_by(Draft.saved_at.desc(), Draft.id.desc())
    )
    return [_draft_row(draft, name, now) for draft, name in rows]


def message(message_id: int, *, now: datetime) -> SentMessage:
    """Return a sent message. Raises NotThere."""
    row = db.get_row(Message, message_id)
    contact = db.get_row(Contact, row.contact_id)
    return SentMessage(
        id=row.id,
        contact_id=contact.id,
        name=contact.full_name,
        title=_title(row, contact.full_name),
        subject=row.subject,
        body=row.body,
        language=row.language,
        sent=_sent_words(row, now),
        is_withdrawn=row.withdrawn_at is not None,
    )


def _kept(draft: Draft | None) -> Sheet:
    if draft is None:
        return Sheet("", "")
    return Sheet(draft.subject, draft.body, draft.subject_touched, draft.body_touched, draft.route)


def _filled(kept: Sheet, text: wording.Text) -> Sheet:
    """Return the sheet as it is read: the user's parts as they are, the others as the wording has them."""
    return replace(
        kept,
        subject=kept.subject if kept.is_subject_touched else text.subject,
        body=kept.body if kept.is_body_touched else text.body,
    )


def _leads_to(contact: Contact, kind: MessageKind) -> Stage | None:
    to = stage_after(kind, contact.stage)
    is_forward = to is not None and (contact.stage is None or contact.stage.rank < to.rank)
    return to if is_forward else None


def _draft_row(draft: Draft, name: str, now: datetime) -> DraftRow:
    typed = (draft.subject if draft.subject_touched else "") or (draft.body if draft.body_touched else "")
    return DraftRow(
        id=draft.id,
        contact_id=draft.contact_id,
        kind=draft.kind,
        title=labels.title(draft.kind, name),
        line=clean_line(typed)[:120],
        edited=_("Edited %(when)s", when=instant_words(draft.saved_at, zone(), now)),
    )


def _title(row: Message, name: str) -> str:
    return labels.title(row.kind, name) if row.direction is Direction.OUT else _("Answer from %(name)s", name=name)


def _sent_words(row: Message, now: datetime) -> str:
    when, how = instant_words(row.sent_at, zone(), now), labels.CHANNEL_NAMES[row.channel]
    if row.direction is Direction.IN:
        return _("Received %(when)s · %(how)s", when=when, how=how)
    return _("Sent %(when)s · %(how)s", when=when, how=how)
