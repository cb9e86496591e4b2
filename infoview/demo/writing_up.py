"""What the sample data writes up after its conversations, and what it notes before one."""

import random
from datetime import datetime, timedelta
from typing import Any

from infoview.clock import day_of
from infoview.db import db
from infoview.debriefs import actions as debriefs
from infoview.demo.cast import Texts
from infoview.ledger import actions as ledger
from infoview.models import Career, Contact, Demand, Lead, Meeting, Organization, Promise, Resource, Surprise
from infoview.models.career import Verdict
from infoview.models.contact import Permission
from infoview.models.debrief import Ability
from infoview.models.ledger import ResourceKind
from infoview.questions import picking

FITS = ("interests", "values", "needs", "skills")
VERDICTS = (Verdict.PURSUE, Verdict.MAYBE, Verdict.PURSUE, Verdict.MAYBE, Verdict.DROP)
TEXTS = ("liked", "disliked", "ways_in", "more_to_know", "impressions")


def write_up(meeting: Meeting, heard: Texts, dice: random.Random, *, turn: int, at: datetime) -> None:
    """Write a meeting up: what was answered, how it fits, what it leaves to do."""
    _answer(meeting, heard["answers"], turn, at)
    debrief = debriefs.debrief_of(meeting, at=at)
    for name in TEXTS:
        setattr(debrief, name, heard[name][turn % len(heard[name])])
    debrief.titles = "\n".join(heard["titles"][turn % len(heard["titles"])])
    for name in FITS:
        usual, why = heard["fit"][name]
        setattr(debrief, f"fit_{name}", min(5, max(1, usual + dice.choice((-1, 0, 0, 1)))))
        setattr(debrief, f"why_{name}", why)
    debrief.confidence_before = 2 + turn % 2
    debrief.confidence_after = 3 + turn % 3
    debrief.verdict = VERDICTS[turn % len(VERDICTS)]
    meeting.asked_for_others = turn % 2 == 0
    meeting.name_allowed = meeting.again_allowed = Permission.YES
    _rows(meeting, heard, turn)
    _ledger(meeting, heard, turn, at)
    debriefs.close(meeting, at=at)


def prepare(meeting: Meeting, heard: Texts, texts: Texts, *, turn: int, at: datetime) -> None:
    """Prepare for a meeting: questions, what to bring, what was found out beforehand."""
    picking.pick_suggested(meeting, 5, at=at)
    meeting.bring, meeting.offer = heard.get("bring", ""), heard.get("offer", "")
    contact = db.get_row(Contact, meeting.contact_id)
    contact.research = texts["research"][turn % len(texts["research"])]


def find_out(organization: Organization, texts: Texts, turn: int) -> None:
    """Note what was found out about an organization."""
    for name in ("strengths", "culture", "news", "competitors"):
        setattr(organization, name, texts[name][turn % len(texts[name])])


def judge(career: Career, heard: Texts, at: datetime, zone: str) -> None:
    """Note what was found out about a career, and what the user makes of it."""
    career.research = heard["research"]
    career.verdict, career.verdict_why = Verdict(heard["verdict"]), heard["verdict_why"]
    career.verdict_on = day_of(at, zone)


def _answer(meeting: Meeting, answers: dict[str, list[str]], turn: int, at: datetime) -> None:
    """Ask most of the questions, not the same ones each time; star one answer, quote another. Nobody says the same."""
    asked = [(place, code) for place, code in enumerate(answers) if (place + turn) % 4]
    new = [(code, answers[code][turn]) for _place, code in asked if turn < len(answers[code])]
    for place, (code, answer) in enumerate(new):
        question = picking.add(meeting, code=code, at=at)
        question.answer, question.answered_at = answer, at
        question.is_starred, question.is_quote = place == turn % len(new), place == (turn + 2) % len(new)


def _rows(meeting: Meeting, heard: Texts, turn: int) -> None:
    surprise = heard["surprises"][turn % len(heard["surprises"])]
    demand = heard["demands"][turn % len(heard["demands"])]
    db.session.add(Surprise(meeting_id=meeting.id, **surprise))
    db.session.add(Demand(meeting_id=meeting.id, body=demand["body"], ability=Ability(demand["ability"])))


def _ledger(meeting: Meeting, heard: Texts, turn: int, at: datetime) -> None:
    body, kind, url = heard["resources"][turn % len(heard["resources"])]
    ledger.add(Resource, meeting, body=body, at=at, kind=ResourceKind(kind), url=url)
    if turn % 2 == 0:
        promise: Any = heard["promises"][turn // 2 % len(heard["promises"])]
        made = ledger.add(Promise, meeting, body=promise, at=at, due_on=meeting.day + timedelta(days=10))
        if turn % 4 == 0:
            ledger.mark_done(made, at + timedelta(days=1))
    if turn % 5 == 1:
        ledger.add(Lead, meeting, body=heard["leads"][0], at=at)
