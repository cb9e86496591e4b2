"""Sample data: believable, openly invented, and gone without a trace when it is not wanted any more."""

from collections import Counter

import pytest
from factories import NOON, make_contact
from sqlalchemy import select

from infoview.db import db, transaction
from infoview.demo import actions as sample
from infoview.demo import cast
from infoview.errors import Refused
from infoview.models import (
    Career,
    Change,
    Contact,
    Debrief,
    Demand,
    EmailAddress,
    FreeSlot,
    Lead,
    LearningGoal,
    Link,
    Meeting,
    MeetingQuestion,
    Message,
    Organization,
    Promise,
    Resource,
    Stage,
    StageChange,
    Surprise,
    Tag,
)
from infoview.models.meeting import MeetingStatus
from infoview.people.actions import edit_contact
from infoview.safekeeping.actions import undo
from infoview.text import fold


@pytest.fixture
def filled(owner):
    sample.fill(owner, 16, at=NOON)
    return owner


def all_of(model):
    return list(db.session.scalars(select(model).order_by(model.id)))


def test_every_stage_has_cards_and_some_people_are_off_the_board(filled):
    stages = Counter(contact.stage for contact in all_of(Contact))

    assert set(stages) == {None, *Stage}
    assert stages.total() == 16


def test_everything_lies_in_the_past_and_in_order(filled):
    for message in all_of(Message):
        assert message.sent_at <= NOON
    for contact in all_of(Contact):
        moves = [move.at for move in all_of(StageChange) if move.contact_id == contact.id]
        assert moves == sorted(moves) and all(contact.created_at <= at <= NOON for at in moves)


def test_who_was_met_was_asked_before_and_told_something(filled):
    requests = {message.contact_id for message in all_of(Message) if message.kind.value == "request"}

    held = [meeting for meeting in all_of(Meeting) if meeting.status is MeetingStatus.HELD]
    assert held
    for meeting in held:
        assert meeting.contact_id in requests
        assert meeting.learned and meeting.advice


def test_every_page_has_something_to_show(filled, subtests):
    for name, has_something in EVERY_PAGE.items():
        with subtests.test(name):
            has_something()


def two_careers_can_be_decided_about():
    asked = Counter(question.topic for question in all_of(MeetingQuestion) if question.answer)
    judged = [career for career in all_of(Career) if career.verdict]

    assert len(judged) == 2 and all(career.research and career.verdict_why for career in judged)
    assert len(asked) > 4
    assert {meeting.career_id for meeting in all_of(Meeting)} >= {career.id for career in judged}
    assert {goal.career_id for goal in all_of(LearningGoal)} == {career.id for career in judged}
    for rows in (Debrief, Surprise, Demand, Promise, Resource, Lead, FreeSlot):
        assert all_of(rows), rows


def a_meeting_is_to_come_and_prepared():
    [meeting] = [meeting for meeting in all_of(Meeting) if meeting.status is MeetingStatus.AGREED]

    assert meeting.day > NOON.date() and meeting.bring
    assert [row for row in all_of(MeetingQuestion) if row.meeting_id == meeting.id and not row.answer]


def some_organizations_are_favourites_for_a_reason():
    ranked = [organization for organization in all_of(Organization) if organization.rank]

    assert sorted(organization.rank for organization in ranked) == list(range(1, len(ranked) + 1))
    assert len(ranked) > 2 and all(organization.why and organization.culture for organization in ranked)


EVERY_PAGE = {
    each.__name__: each
    for each in (
        two_careers_can_be_decided_about,
        a_meeting_is_to_come_and_prepared,
        some_organizations_are_favourites_for_a_reason,
    )
}


def test_nobody_of_the_real_world_is_in_it(filled):
    assert all(email.address.endswith(".example.org") for email in all_of(EmailAddress))
    assert all(link.url.startswith("https://example.org/") for link in all_of(Link))
    assert "sample data" in [tag.name for tag in all_of(Tag)]


def test_there_are_names_for_ten_thousand_people():
    names = [person.full_name for _, person in zip(range(10_000), cast.people("en", expected=10_000, but=set()))]

    assert len({fold(name) for name in names}) == 10_000


@pytest.mark.parametrize("language", ["en", "fr"])
def test_both_languages_tell_the_same_story(language):
    story, other = cast.texts(language), cast.texts("en")

    assert story.keys() == other.keys()
    assert story["found"].keys() == other["found"].keys() == {source.value for source in cast.SOURCES}
    assert shape(cast.texts(f"heard-{language}")) == shape(cast.texts("heard-en"))
    assert len(story["careers"]) == len(other["careers"]) == len(cast.texts("cast")["organization_kinds"])


def shape(told):
    """What a text of the story holds, without its words."""
    if isinstance(told, dict):
        return {name: shape(value) for name, value in told.items()}
    return [shape(value) for value in told] if isinstance(told, list) else type(told)


def test_a_second_set_is_refused(filled):
    with pytest.raises(Refused):
        sample.fill(filled, 5, at=NOON)

    assert len(all_of(Contact)) == 16


def test_removed_it_leaves_only_what_was_there_before(owner):
    make_contact("Jules Fougère")
    sample.fill(owner, 16, at=NOON)

    assert sample.remove(at=NOON) == []
    assert [contact.full_name for contact in all_of(Contact)] == ["Jules Fougère"]
    assert not [row for model in (Organization, Career, Tag, LearningGoal, FreeSlot) for row in all_of(model)]
    with pytest.raises(Refused):
        sample.remove(at=NOON)


def test_who_was_used_since_stays_and_is_named(filled):
    used = all_of(Contact)[0]
    with transaction():
        edit_contact(used, title="Lighthouse keeper", at=NOON)

    assert sample.remove(at=NOON) == [used.full_name]
    assert [contact.full_name for contact in all_of(Contact)] == [used.full_name]
    assert [career.id for career in all_of(Career)] == [used.career_id]


def test_an_act_of_the_sample_is_undone_by_itself(filled):
    thanked = next(contact for contact in all_of(Contact) if contact.stage is Stage.THANKED)
    last = db.session.scalar(
        select(Change.batch).where(Change.contact_id == thanked.id).order_by(Change.id.desc()).limit(1)
    )

    with transaction():
        undo(last, at=NOON)

    assert thanked.stage is Stage.MET
    assert len(all_of(Contact)) == 16


def test_the_many_of_a_large_sample_are_on_the_board_too(owner, monkeypatch):
    monkeypatch.setattr(sample, "TOLD_ONE_BY_ONE", 1)
    monkeypatch.setattr(sample, "CONTACTS_AT_A_TIME", 45)

    sample.fill(owner, 100, at=NOON)

    crowd = all_of(Contact)[50:]
    assert len(all_of(Contact)) == 100
    assert {contact.stage for contact in crowd} == {None, *Stage}
    assert sample.remove(at=NOON) == []
    assert all_of(Contact) == []
