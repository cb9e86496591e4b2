"""Gathers the facts a message may use from what is stored about the contact and the user."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from infoview.clock import day_of
from infoview.db import db
from infoview.models import Account, Contact, Meeting, Stage
from infoview.models.contact import Permission
from infoview.models.meeting import MeetingStatus
from infoview.models.message import MessageKind
from infoview.outreach import stored
from infoview.outreach.confirming import end_of, in_order, to_confirm
from infoview.outreach.facts import About, Agreed, Asked, Facts, Found, Me, Met, Recipient, Since, Thanks
from infoview.outreach.phrases import coming_day_said, day_said, first_line, is_sentence, quoted
from infoview.outreach.reach import Reach, reach_of
from infoview.outreach.times import clock_there, offered_to, times_said

LATE = timedelta(hours=48)
VERY_LATE = timedelta(days=14)
ADVICE, PROMISE = "advice", "promise"  # as the ledger's rows are called


class Named(NamedTuple):
    """Somebody the contact named, and when the user last talked with them."""

    name: str
    stage: Stage | None
    met_at: datetime | None


def gather(
    contact: Contact,
    account: Account,
    *,
    kind: MessageKind,
    language: str,
    today: date,
    now: datetime,
    about: Contact | None = None,
    news: str = "",
    reach: Reach | None = None,
) -> Facts:
    """Return the facts for a message of that kind to `contact` in `language`: a fixed number of queries.

    `about` is the person it speaks of, `news` what the user has to tell, `reach` the ways to the contact if they
    are known already.
    """
    meetings, written = in_order(stored.MEETINGS.rows(contact=contact.id)), _last_written(contact)
    last, ledger, named = _last_held(meetings), stored.LEDGER.rows(contact=contact.id), _named_by(contact)
    when = day_said(last.day, today, language) if last else None
    asked_at = written.get(MessageKind.REQUEST)
    career = about.career if about and kind is MessageKind.INTRODUCTION else contact.career
    return Facts(
        language=language,
        contact=_recipient(contact, reach or reach_of(contact.id)),
        me=_me(account, language, news),
        found=Found(contact.found_by, contact.found_text),
        asked=Asked(
            when=day_said(day_of(asked_at, account.zone), today, language) if asked_at else None,
            times=times_said(offered_to(contact.id, now), contact.zone or account.zone, account.zone, language),
            usually=account.free_times if language == account.language else None,
        ),
        agreed=_agreed(to_confirm(contact.id, meetings, now=now), contact.zone, account.zone, language),
        meeting=_met(last, _told(last, contact.id, language), ledger, named, when=when),
        thanks=_thanks(last, now),
        since=_since(ledger, named, written),
        about=_about(about, today, language),
        career=career.name if career else None,
    )


def last_meeting(contact: Contact) -> Meeting | None:
    """Return the last conversation that was held."""
    held = select(Meeting).where(Meeting.contact_id == contact.id, Meeting.status == MeetingStatus.HELD)
    return db.session.scalar(held.order_by(Meeting.day.desc(), Meeting.id.desc()).limit(1))


def _recipient(contact: Contact, reach: Reach) -> Recipient:
    referrer = contact.referred_by.full_name if contact.referred_by else None
    permission = contact.may_use_name
    return Recipient(
        name=contact.full_name,
        address_as=contact.address_as,
        organization=contact.organization.name if contact.organization else None,
        referrer=referrer if permission is Permission.YES else None,
        short_name=contact.given_name or contact.full_name,
        is_referred=referrer is not None,
        unasked_referrer=referrer if permission is Permission.NOT_ASKED else None,
        email=next(iter(reach.emails), None),
        phone=next(iter(reach.phones), None),
    )


def _me(account: Account, language: str, news: str) -> Me:
    ending = account.sign_off.splitlines() if language == account.language else []
    return Me(
        name=account.name,
        about=account.background,
        explores=account.exploring,
        phone=account.phone,
        ending=tuple(ending),
        tells=news,
    )


def _last_written(contact: Contact) -> dict[MessageKind, datetime]:
    """Return when the contact was last written to, by the kind of message."""
    return {row.kind: row.at for row in stored.WRITTEN.rows(contact=contact.id)}


def _named_by(contact: Contact) -> list[Named]:
    """Return the people the contact named: their name, their stage, and when the user last talked with them."""
    rows = stored.NAMED.rows(contact=contact.id)
    named = {row.id: Named(row.full_name, row.stage, _met_at(row)) for row in rows}
    return list(named.values())


def _met_at(row: Any) -> datetime | None:
    """Return the end of a conversation; of one that was not noted, the moment the card came to Met."""
    if row.day is not None:
        return end_of(row)
    return row.stage_at if row.stage is Stage.MET else None


def _last_held(meetings: Sequence[Any]) -> Any:
    return next((meeting for meeting in reversed(meetings) if meeting.status is MeetingStatus.HELD), None)


def _agreed(meeting: Any, theirs: str, mine: str, language: str) -> Agreed:
    """Return a conversation that is agreed and not over, as clocks in `theirs`, the reader's zone, show it.

    Whose time it is, is said if clocks in `mine` show another. An unknown zone "" is that of the meeting.
    """
    if meeting is None:
        return Agreed()
    day, clock = meeting.day, None
    if meeting.start is not None:
        day, clock = clock_there(meeting.day, meeting.start, meeting.zone, theirs or meeting.zone, mine, language)
    return Agreed(
        day=coming_day_said(day, language),
        time=clock,
        minutes=meeting.minutes,
        place=meeting.place,
        mode=meeting.mode,
    )


def _met(last: Any, told: Sequence[str], ledger: Sequence[Any], named: list[Named], *, when: str | None) -> Met:
    heard = [each for each in ledger if last and each.meeting_id == last.id]
    return Met(
        when=when,
        notes=next(iter(told), None),
        advice=tuple(each.body for each in heard if each.kind == ADVICE),
        people=tuple(who.name for who in named),
        people_met=tuple(who.name for who in named if who.stage and who.stage.rank >= Stage.MET.rank),
        more=next(iter(told[1:]), None),
        promises=tuple(each.body for each in heard if each.kind == PROMISE and each.done_at is None),
    )


def _told(last: Any, contact_id: int, language: str) -> list[str]:
    """Return what the last conversation taught the user: the starred answers, or what they learned if there is none.

    In an answer, "I" is whoever gave it: such words are quoted.
    """
    if last is None:
        return []
    starred = [row for row in stored.STARRED.rows(contact=contact_id) if row.meeting_id == last.id]
    lines = [(first_line(row.answer), row.is_quote) for row in starred]
    answers = [quoted(line, language) if is_quote or is_sentence(line) else line for line, is_quote in lines if line]
    return answers or list(filter(None, [first_line(last.learned)]))


def _thanks(last: Any, now: datetime) -> Thanks:
    passed = now - end_of(last) if last else timedelta()
    return Thanks(late=LATE < passed <= VERY_LATE, very_late=passed > VERY_LATE)


def _since(ledger: Sequence[Any], named: list[Named], written: dict[MessageKind, datetime]) -> Since:
    """Return what the contact has not been told: what no update named as done, people since the last message."""
    written_at = max(written.values(), default=None)
    done = [each for each in ledger if each.done_at and each.told_at is None]
    return Since(
        advice=tuple(each.body for each in done if each.kind == ADVICE),
        people=tuple(who.name for who in named if who.met_at and (written_at is None or who.met_at > written_at)),
        undone=tuple((each.id, each.body) for each in ledger if each.kind == ADVICE and each.done_at is None),
        promises=tuple(each.body for each in done if each.kind == PROMISE),
    )


def _about(about: Contact | None, today: date, language: str) -> About:
    if about is None:
        return About()
    meeting = last_meeting(about)
    told = _told(meeting, about.id, language)
    return About(
        name=about.full_name,
        organization=about.organization.name if about.organization else None,
        when=day_said(meeting.day, today, language) if meeting else None,
        notes=next(iter(told), None),
    )
