"""Makes the composer of a message from the facts: what the app picks, and what the user has chosen instead."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from sqlalchemy.orm import joinedload

from infoview.clock import day_of
from infoview.db import db
from infoview.message_templates.queries import Choice, choices
from infoview.models import Account, Career, Contact, Organization
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach import labels, stored, wording
from infoview.outreach.composer import Composer
from infoview.outreach.facts import Facts
from infoview.outreach.gathering import gather
from infoview.outreach.picking import Picked, channels_for, lacks_ground, pick_channel, pick_kind, pick_route
from infoview.outreach.questions import Fact, Question, missing
from infoview.outreach.reach import Reach, reach_of
from infoview.outreach.sheet import Sheet, sheet_of

_BESIDE_THE_ADDRESS = frozenset({Fact.EMAIL, Fact.PHONE})
_NAMES = (
    joinedload(Contact.organization).load_only(Organization.name),
    joinedload(Contact.career).load_only(Career.name),
    joinedload(Contact.referred_by).load_only(Contact.full_name, Contact.given_name, Contact.family_name),
)
_read = lru_cache(200)(wording.read)


def compose(
    contact_id: int,
    kind: MessageKind,
    account_id: int,
    *,
    now: datetime,
    about_id: int | None = None,
    typed: Sheet | None = None,
) -> Composer:
    """Return the composer for a message to a contact; `typed` stands on the sheet instead of the stored draft.

    A fixed number of queries. Raises NotThere.
    """
    contact = db.get_row(Contact, contact_id, *_NAMES)
    about = db.get_row(Contact, about_id, *_NAMES) if about_id is not None else None
    account = db.session.get_one(Account, account_id)
    draft = next(iter(stored.DRAFTS.rows(contact=contact_id, kind=kind.value, about=about_id)), None)
    kept, language = typed or sheet_of(draft), contact.language or account.language
    reach = reach_of(contact_id)
    facts = gather(
        contact,
        account,
        kind=kind,
        language=language,
        today=day_of(now, account.zone),
        now=now,
        about=about,
        news=kept.news,
        reach=reach,
    )
    route, channel, whys = _picked(contact, reach, kind, kept, facts)
    offered = choices(kind, route, channel, language, contact.formality)
    choice = next((each for each in offered if each.name == kept.wording), offered[0])
    text = _text(choice, channel, facts, account)
    return Composer(
        contact=contact,
        account=account,
        about=about,
        kind=kind,
        title=labels.title(kind, contact.full_name),
        sheet=_filled(kept, text),
        route=route,
        channel=channel,
        language=language,
        formality=contact.formality if language == "fr" else None,
        choices=offered,
        choice=choice,
        whys=whys,
        text=text,
        draft_id=draft.id if draft is not None else None,
        version=draft.version if draft is not None else 0,
        state=draft.state if draft is not None else None,
        reach=reach,
        address=_address(channel, kept, reach),
        questions=_asked(missing(kind, route, facts, channel)),
        facts=facts,
    )


def _picked(
    contact: Contact, reach: Reach, kind: MessageKind, kept: Sheet, facts: Facts
) -> tuple[Route | None, Channel, list[str]]:
    """Return route and channel, chosen or picked, and why what was picked was."""
    of_kind = pick_kind(contact, None, has_agreed_meeting=bool(facts.agreed.day))
    of_ground = lacks_ground(kind, contact, facts)
    whys = [of_ground] if of_ground else [of_kind.why] if of_kind.value is kind else []
    route = None
    if kind is MessageKind.REQUEST:
        of_route = pick_route(facts)
        route = kept.route or of_route.value
        whys += [] if kept.route else [of_route.why]
    if kept.channel in channels_for(kind):
        return route, kept.channel, whys
    of_channel = _channel(contact, reach, kind)
    is_usual = of_channel.value is Channel.EMAIL and reach.emails
    return route, of_channel.value, whys if is_usual else [*whys, of_channel.why]


def _channel(contact: Contact, reach: Reach, kind: MessageKind) -> Picked[Channel]:
    last = stored.LAST_CHANNEL.rows(contact=contact.id)
    return pick_channel(
        kind,
        has_email=bool(reach.emails),
        has_linkedin=reach.profile is not None,
        has_phone=bool(reach.phones),
        last=last[0].channel if last else None,
    )


def _text(choice: Choice, channel: Channel, facts: Facts, account: Account) -> wording.Text:
    limit = account.linkedin_limit if channel is Channel.LINKEDIN else None
    return wording.text_of(_read(choice.source), facts, limit=limit)


def _address(channel: Channel, kept: Sheet, reach: Reach) -> str:
    if channel is not Channel.EMAIL or not reach.emails:
        return ""
    return kept.address if kept.address in reach.emails else reach.emails[0]


def _asked(questions: list[Question]) -> list[Question]:
    """Return what is asked in the margin: an address is asked where it stands."""
    return [question for question in questions if question.fact not in _BESIDE_THE_ADDRESS]


def _filled(kept: Sheet, text: wording.Text) -> Sheet:
    """Return the sheet as it is read: the user's parts as they are, the others as the wording has them."""
    return replace(
        kept,
        subject=kept.subject if kept.is_subject_touched else text.subject,
        body=kept.body if kept.is_body_touched else text.body,
    )
