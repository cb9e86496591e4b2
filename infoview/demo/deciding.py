"""What stands beside the people of the sample data: favourite organizations, free times, goals, things to share."""

from datetime import time, timedelta

from sqlalchemy import func, select

from infoview.clock import day_of
from infoview.db import db, next_act
from infoview.demo import writing_up
from infoview.demo.cast import Texts
from infoview.demo.teller import Teller
from infoview.free_times import actions as free_times
from infoview.free_times import queries as free
from infoview.models import Career, Contact, Organization, Share, Stage
from infoview.organizations.ten import actions as ten
from infoview.own_reminders import actions as own_reminders
from infoview.questions import goals
from infoview.sharing import actions as sharing

FAVOURITES = 4


def tell(teller: Teller) -> None:
    """Rank, judge and plan on the ground of what the people told so far."""
    texts = teller.heard["organizations"]
    _favourites(teller, texts)
    _careers(teller)
    _free_times(teller)
    _later(teller)


def _favourites(teller: Teller, texts: Texts) -> None:
    """The organizations most people work for are favourites, unless the user has their own; one is to practise with."""
    next_act()
    known = (
        select(Organization)
        .join(Contact, Contact.organization_id == Organization.id)
        .group_by(Organization.id)
        .order_by(func.count(Contact.id).desc(), Organization.id)
    )
    found = list(db.session.scalars(known.limit(FAVOURITES + 1)))
    if not found or ten.the_ten():
        return
    for turn, organization in enumerate(found[:FAVOURITES]):
        ten.add_to_ten(organization, why=texts["why"][turn % len(texts["why"])])
        writing_up.find_out(organization, texts, turn)
    found[-1].is_practice = found[-1].rank is None


def _careers(teller: Teller) -> None:
    """What is to be learned about the careers, and what the user makes of them."""
    next_act()
    for career in db.session.scalars(select(Career).order_by(Career.id)):
        heard = teller.written_up.get(career.name)
        if heard is None or goals.of(career.id):
            continue
        made = [goals.add(career, body, at=teller.ago(days=60)) for body in heard["goals"]]
        goals.settle(made[0], at=teller.ago(days=5))
        writing_up.judge(career, heard, teller.ago(days=2), teller.account.zone)


def _free_times(teller: Teller) -> None:
    """Some mornings of the coming days; one of them is offered to somebody who has not answered yet."""
    next_act()
    if free.to_come(teller.now):
        return
    today = day_of(teller.now, teller.account.zone)
    days = [day for day in (today + timedelta(days=ahead) for ahead in range(2, 9)) if day.weekday() < 5]
    free_times.mark(days[:4], [time(9, 0)], minutes=20, zone=teller.account.zone, at=teller.now)
    next_act()
    waits = select(Contact).where(Contact.stage == Stage.REQUESTED).order_by(Contact.id)
    contact, slots = db.session.scalar(waits.limit(1)), free.to_come(teller.now)
    if contact is not None and slots:
        free_times.offer(contact, [slots[0].id], at=teller.now)


def _later(teller: Teller) -> None:
    """What the user reminds themselves of, and what they keep to share with somebody it fits."""
    texts = teller.heard["later"]
    today = day_of(teller.now, teller.account.zone)
    in_touch = select(Contact).where(Contact.stage == Stage.IN_TOUCH).order_by(Contact.id)
    people = db.session.scalars(in_touch.limit(len(texts["reminders"]))).all()
    for ahead, (contact, body) in enumerate(zip(people, texts["reminders"], strict=False)):
        next_act()
        own_reminders.add(contact, body=body, due_on=today + timedelta(days=3 * ahead), at=teller.ago(days=4))
    if not db.session.scalar(select(func.count(Share.id))):
        for body, topic, url in texts["shares"]:
            next_act()
            sharing.add(body=body, url=url, topic=topic, career_id=None, at=teller.ago(days=9))
