"""An account that has talked with many people about one career, and was led from one to the next."""

from datetime import datetime, timedelta

from flask import Flask

from bench.data import FAMILY, GIVEN, sign_up
from infoview import clock
from infoview.bulk import bulk_insert
from infoview.db import as_owner, transaction
from infoview.models import (
    Advice,
    Career,
    Contact,
    Debrief,
    Demand,
    LearningGoal,
    Meeting,
    MeetingQuestion,
    Organization,
    Resource,
    Stage,
    StageChange,
    Surprise,
)
from infoview.models.career import Verdict
from infoview.models.debrief import Ability
from infoview.models.meeting import MeetingStatus
from infoview.models.question import Topic
from infoview.people.actions import sort_name
from infoview.text import fold

PEOPLE, MEETINGS, ANSWERS = 300, 100, 6
TOPICS = (Topic.PATH, Topic.DAY, Topic.LIKES, Topic.ENTRY, Topic.OUTLOOK, Topic.FIT)
SAID = "Most of the week is spent listening, and the rest is spent writing down what was heard so that others can act."


def make_story(app: Flask, *, people: int = PEOPLE) -> tuple[str, int, int]:
    """Make the account; return its device's token, the id of the career and that of a meeting to hold."""
    at = clock.now()
    account, token = sign_up(app, "decider", at)
    with app.app_context(), as_owner(account), transaction():
        career, meeting = _fill(people, at)
    return token, career, meeting


def _fill(count: int, at: datetime) -> tuple[int, int]:
    named = {"created_at": at, "notes": ""}
    [career] = bulk_insert(Career, [{"name": "Rail planning", "folded": "rail planning", **named}])
    firms = [f"{family} & Sons" for family in FAMILY]
    organizations = bulk_insert(Organization, [{"name": firm, "folded": fold(firm), **named} for firm in firms])
    people = _people(count, career, organizations, at)
    bulk_insert(StageChange, [_change(contact, at) for contact in people])
    met = people[:MEETINGS]
    meetings = list(bulk_insert(Meeting, [_meeting(contact, career, n, at) for n, contact in enumerate(met)]))
    bulk_insert(MeetingQuestion, [_question(each, n, at) for each in meetings for n in range(ANSWERS)])
    bulk_insert(Debrief, [_debrief(each, n, at) for n, each in enumerate(meetings)])
    bulk_insert(Surprise, [{"meeting_id": each, "expected": "Offices", "actual": SAID} for each in meetings[::2]])
    bulk_insert(Demand, [_demand(each, n) for n, each in enumerate(meetings)])
    both = list(zip(met, meetings, strict=True))
    bulk_insert(Advice, [{"contact_id": who, "meeting_id": each, "body": "Visit a depot"} for who, each in both])
    bulk_insert(Resource, [{"contact_id": who, "meeting_id": each, "body": "The yearbook"} for who, each in both[::2]])
    bulk_insert(
        LearningGoal, [{"career_id": career, "body": f"How it pays, part {n}", "created_at": at} for n in range(5)]
    )
    return career, meetings[0]


def _people(count: int, career: int, organizations: range, at: datetime) -> list[int]:
    """Each was named by somebody met before: a tree of several levels."""
    ids: list[int] = []
    for start in range(0, count, 50):  # who names somebody is there first
        rows = []
        for n in range(start, min(start + 50, count)):
            given, family = GIVEN[n % len(GIVEN)], f"{FAMILY[n % len(FAMILY)]}-{n}"
            rows.append(
                {
                    "full_name": f"{given} {family}",
                    "given_name": given,
                    "family_name": family,
                    "sort_name": sort_name(f"{given} {family}", family),
                    "organization_id": organizations[n % len(organizations)],
                    "career_id": career,
                    "referred_by_id": ids[n // 3] if start and n % 20 else None,
                    "stage": Stage.MET if n < MEETINGS else Stage.IDENTIFIED,
                    "position": n * 2**20,
                    "stage_at": at,
                    "created_at": at,
                }
            )
        ids += bulk_insert(Contact, rows)
    return ids


def _change(contact: int, at: datetime) -> dict[str, object]:
    return {"contact_id": contact, "from_stage": None, "to_stage": Stage.IDENTIFIED, "at": at, "batch": "bench"}


def _meeting(contact: int, career: int, number: int, at: datetime) -> dict[str, object]:
    return {
        "contact_id": contact,
        "career_id": career,
        "day": (at - timedelta(days=1 + 3 * number)).date(),
        "zone": "UTC",
        "status": MeetingStatus.HELD,
        "learned": SAID,
        "debriefed_at": at,
        "created_at": at,
    }


def _question(meeting: int, number: int, at: datetime) -> dict[str, object]:
    return {
        "meeting_id": meeting,
        "code": f"bench-{number}",
        "topic": TOPICS[number],
        "text": f"What does it take, part {number}?",
        "position": number,
        "answer": f"{SAID} ({meeting}, {number})",
        "answered_at": at,
        "created_at": at,
    }


def _debrief(meeting: int, number: int, at: datetime) -> dict[str, object]:
    ratings = ("fit_interests", "fit_values", "fit_needs", "fit_skills", "confidence_before", "confidence_after")
    return {
        "meeting_id": meeting,
        "liked": "The quiet mornings",
        "disliked": "The night shifts",
        "ways_in": "A course in the evening",
        "titles": "Planner\nTimetable analyst",
        "more_to_know": "How it pays",
        "verdict": list(Verdict)[number % 3],
        "created_at": at,
        **{name: 1 + (number + place) % 5 for place, name in enumerate(ratings)},
    }


def _demand(meeting: int, number: int) -> dict[str, object]:
    return {"meeting_id": meeting, "body": "Standing for hours", "ability": list(Ability)[number % 3]}
