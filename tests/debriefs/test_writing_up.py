"""Writing up a conversation: nothing is asked twice, nothing is lost, and closing it leads on to the thank-you."""

import re
from datetime import timedelta

import pytest
from factories import NOON, make_contact
from sqlalchemy import select

from infoview import clock
from infoview.db import as_owner, db, transaction
from infoview.debriefs import actions
from infoview.errors import Refused
from infoview.models import (
    Advice,
    Career,
    Contact,
    Debrief,
    Demand,
    Lead,
    Meeting,
    MeetingQuestion,
    Promise,
    Resource,
    Stage,
    Surprise,
)
from infoview.models.career import Verdict
from infoview.models.contact import FoundBy, Permission
from infoview.models.debrief import Ability
from infoview.models.ledger import ResourceKind
from infoview.models.meeting import MeetingStatus
from infoview.models.question import Topic


@pytest.fixture
def scene(app, account):
    """Ada, whom Vera has talked with today; gives the address of the debrief and a look at what is stored."""
    with app.app_context(), as_owner(account):
        with transaction():
            career = Career(name="Botany", folded="botany", created_at=NOON)
            db.session.add(career)
        ada = make_contact("Ada Byron", stage=Stage.REQUESTED, career_id=career.id)
        with transaction():
            day = clock.today("UTC")
            meeting = Meeting(
                contact_id=ada.id, day=day, zone="UTC", status=MeetingStatus.AGREED, created_at=NOON, minutes=20
            )
            db.session.add(meeting)
            db.session.flush()
            asked = MeetingQuestion(meeting_id=meeting.id, text="A typical day?", topic=Topic.DAY, created_at=NOON)
            asked.answer = "Half of it is listening"
            db.session.add(asked)
        return Scene(app, account, meeting.id, ada.id, asked.id)


class Scene:
    def __init__(self, app, account, meeting_id, contact_id, question_id):
        self.app, self.account = app, account
        self.meeting_id, self.contact_id, self.question_id = meeting_id, contact_id, question_id
        self.page = f"/meetings/{meeting_id}/debrief"

    def all(self, model, **options):
        with self.app.app_context(), as_owner(self.account):
            return list(db.session.scalars(select(model).order_by(model.id)))

    def one(self, model):
        [row] = self.all(model)
        return row


def typed(**boxes):
    """A form in which these boxes were empty before."""
    return {name.replace("__", "-"): value for name, value in boxes.items()} | {
        "was-" + name.replace("__", "-"): "" for name in boxes
    }


def test_every_box_is_saved_while_it_is_typed(client, scene):
    boxes = typed(
        learned="Nobody works alone",
        liked="The quiet mornings",
        disliked="The forms",
        impressions="Light everywhere",
        more_to_know="How many stay?",
        ways_in="A year on a ward",
        titles="Ward botanist",
        fit_values="4",
        why_values="She gets to decide",
        confidence_before="2",
        confidence_after="4",
        verdict="pursue",
        verdict_why="It suits me",
        next_step="Visit the ward",
        next_step_on="2026-07-01",
    )

    answer = client.post(scene.page, boxes, partial=True)

    assert answer.status_code == 200 and set(answer.json["saved"]) == {name for name in boxes if "was-" not in name}
    debrief, meeting = scene.one(Debrief), scene.one(Meeting)
    assert (debrief.liked, debrief.fit_values, debrief.verdict) == ("The quiet mornings", 4, Verdict.PURSUE)
    assert (meeting.learned, meeting.debriefed_at) == ("Nobody works alone", None)
    assert ">Ward botanist</textarea>" in client.get(scene.page).text


def test_looking_stores_nothing_and_what_was_noted_live_is_there_to_edit(client, scene):
    page = client.get(scene.page).text

    assert not scene.all(Debrief) and not scene.all(Surprise)
    assert re.search(r'name="answer-\d+"[^>]*>Half of it is listening<', page)

    boxes = {f"answer-{scene.question_id}": "All of it", f"was-answer-{scene.question_id}": "Half of it is listening"}
    client.post(scene.page, boxes | {f"star-{scene.question_id}": "1", f"was-star-{scene.question_id}": ""})

    question = scene.one(MeetingQuestion)
    assert (question.answer, question.is_starred) == ("All of it", True) and question.answered_at is not None


def test_a_row_begins_with_its_first_words_and_is_the_same_one_when_it_is_sent_again(client, scene):
    client.post(scene.page, typed(surprise__new0__expected="Quiet"), partial=True)
    client.post(scene.page, typed(surprise__new0__actual="Loud"), partial=True)
    client.post(scene.page, typed(surprise__new0__expected="Quiet"), partial=True)

    surprise = scene.one(Surprise)
    assert (surprise.expected, surprise.actual) == ("Quiet", "Loud")


def test_rows_of_every_kind_are_added_without_a_script(client, scene):
    rows = typed(
        surprise__new0__expected="Quiet",
        demand__new0="Standing all day",
        demand__new0__ability="with_help",
        advice__new0="Read Babbage",
        advice__new0__day="2026-07-01",
        promise__new0="Send the article",
        resource__new0="Botanical society",
        resource__new0__url="example.org/society",
        resource__new0__kind="body",
        lead__new0="A post in spring",
    )

    answer = client.post(scene.page, rows | {"was-resource-new0-kind": "other", "do": "add:surprise"})

    assert answer.status_code == 303 and answer.location.endswith("?at=surprise&new=1#surprise")
    assert 'name="surprise-new1-expected"' in client.get(answer.location).text
    assert scene.one(Demand).ability is Ability.WITH_HELP
    assert scene.one(Advice).due_on.isoformat() == "2026-07-01"
    assert scene.one(Promise).contact_id == scene.contact_id
    resource = scene.one(Resource)
    assert (resource.kind, resource.url) == (ResourceKind.BODY, "https://example.org/society")
    assert scene.one(Lead).due_on == scene.one(Meeting).day + timedelta(days=7)


def test_a_removed_row_comes_back_with_what_was_typed_since_kept(client, scene):
    client.post(scene.page, typed(advice__new0="Read Babbage"))
    [advice] = scene.all(Advice)

    reply = client.post(scene.page, typed(learned="Much") | {"do": f"remove:advice-{advice.id}"}, partial=True)

    assert not scene.all(Advice) and 'id="debrief"' in reply.text
    client.post(re.search(r"/changes/\w+/undo", reply.text)[0], {})
    assert scene.one(Advice).body == "Read Babbage" and scene.one(Meeting).learned == "Much"
    assert client.post(scene.page, {"do": "remove:advice-999"}).status_code == 404


def test_a_new_row_does_not_take_the_place_of_a_removed_one(client, scene):
    client.post(scene.page, typed(advice__new0="Read Babbage"))
    removed = client.post(scene.page, {"do": f"remove:advice-{scene.one(Advice).id}"}, partial=True)

    assert 'name="advice-new1"' in removed.text


def test_what_is_typed_into_a_row_that_was_removed_meanwhile_begins_anew(client, scene):
    client.post(scene.page, typed(advice__new0="Read Babbage"))
    client.post(scene.page, {"do": f"remove:advice-{scene.one(Advice).id}"})

    late = client.post(
        scene.page, {"advice-new0": "Read Babbage twice", "was-advice-new0": "Read Babbage"}, partial=True
    )

    assert late.status_code == 200 and scene.one(Advice).body == "Read Babbage twice"


def test_a_newer_text_is_shown_and_no_button_acts_on_a_form_that_could_not_be_kept(client, scene):
    client.post(scene.page, typed(learned="From the phone"))

    answer = client.post(scene.page, {"learned": "From the laptop", "was-learned": "", "do": "close"})

    assert answer.status_code == 409
    assert "From the phone" in answer.text and "From the laptop" in answer.text
    assert scene.one(Meeting).debriefed_at is None


def test_choosing_nothing_where_something_must_be_chosen_changes_nothing(client, scene):
    client.post(scene.page, typed(people_noted="Mary Somerville") | {"do": "people"})
    mary = next(who for who in scene.all(Contact) if who.full_name == "Mary Somerville")

    answer = client.post(scene.page, {f"was-may-{mary.id}": "not_asked", "was-name_allowed": "not_asked"}, partial=True)

    assert answer.status_code == 200
    assert scene.one(Meeting).name_allowed is Permission.NOT_ASKED


def test_people_named_become_cards_at_once_and_are_undone_as_one(client, scene):
    told = typed(people_noted="Mary Somerville, astronomer at Observatory\n- \nJane Marcet, writer", name_allowed="yes")

    reply = client.post(scene.page, told | {"was-name_allowed": "not_asked", "do": "people"}, partial=True)

    _ada, mary, jane = scene.all(Contact)
    assert (mary.title, mary.stage, mary.found_by) == ("astronomer", Stage.IDENTIFIED, FoundBy.REFERRED)
    assert (jane.referred_by_id, jane.may_use_name) == (scene.contact_id, Permission.YES)
    again = client.post(scene.page, {"do": "people"})
    assert again.status_code == 303 and len(scene.all(Contact)) == 3
    client.post(re.search(r"/changes/\w+/undo", reply.text)[0], {})
    assert len(scene.all(Contact)) == 1 and "Jane Marcet" in scene.one(Debrief).people_noted


@pytest.mark.parametrize(("may", "is_named"), [("yes", True), ("no", False), ("not_asked", False)])
def test_a_request_names_the_referrer_only_with_a_yes(client, scene, may, is_named):
    client.post(scene.page, typed(people_noted="Mary Somerville, astronomer") | {"do": "people"})
    mary = next(who for who in scene.all(Contact) if who.full_name == "Mary Somerville")

    client.post(scene.page, {f"may-{mary.id}": may, f"was-may-{mary.id}": "not_asked"}, partial=True)

    assert ("Ada Byron" in body_of(draft_to(client, mary.id, "request"))) is is_named


@pytest.mark.parametrize("may", ["no", "not_asked"])
def test_a_yes_taken_back_is_taken_back_with_everybody_they_named(client, scene, may):
    told = typed(people_noted="Mary Somerville, astronomer\nJane Marcet", name_allowed="yes")
    client.post(scene.page, told | {"was-name_allowed": "not_asked", "do": "people"})
    _ada, mary, jane = scene.all(Contact)
    client.post(scene.page, {f"may-{jane.id}": "no", f"was-may-{jane.id}": "yes"}, partial=True)
    assert "Ada Byron" in body_of(draft_to(client, mary.id, "request"))

    whole_form = {"name_allowed": may, "was-name_allowed": "yes", f"may-{mary.id}": "yes", f"was-may-{mary.id}": "yes"}
    answer = client.post(scene.page, whole_form, partial=True)

    assert [who.may_use_name.value for who in scene.all(Contact)] == ["not_asked", may, "no"]
    assert answer.json["saved"][f"may-{mary.id}"] == may and f"may-{jane.id}" not in answer.json["saved"]
    assert "Ada Byron" not in body_of(draft_to(client, mary.id, "request"))


def test_a_yes_taken_back_on_the_live_page_is_taken_back_with_them_too(client, scene):
    told = typed(people_noted="Mary Somerville", name_allowed="yes")
    client.post(scene.page, told | {"was-name_allowed": "not_asked", "do": "people"})

    client.post(f"/meetings/{scene.meeting_id}/live", {"name_allowed": "no", "was-name_allowed": "yes"}, partial=True)

    assert [who.may_use_name for who in scene.all(Contact)] == [Permission.NOT_ASKED, Permission.NO]


def test_somebody_who_is_there_already_is_offered_and_not_doubled(client, scene):
    with scene.app.app_context(), as_owner(scene.account):
        mary = make_contact("Mary Somerville", title="Writer")

    page = client.post(scene.page, typed(people_noted="Mary Somerville, astronomer") | {"do": "people"}, partial=True)

    assert len(scene.all(Contact)) == 2
    same, another = (re.search(rf'value="({what}:[^"]+)"', page.text)[1] for what in ("same", "another"))
    client.post(scene.page, {"do": same})
    assert [who.referred_by_id for who in scene.all(Contact)] == [None, scene.contact_id]
    assert client.post(scene.page, {"do": another}).status_code == 404
    assert f'id="named-{mary.id}"' in client.get(scene.page).text


def test_somebody_else_of_that_name_gets_a_card_of_their_own(client, scene):
    with scene.app.app_context(), as_owner(scene.account):
        make_contact("Mary Somerville")
    page = client.post(scene.page, typed(people_noted="mary somerville, astronomer") | {"do": "people"}, partial=True)

    client.post(scene.page, {"do": re.search(r'value="(another:[^"]+)"', page.text)[1]})

    assert [who.title for who in scene.all(Contact)] == ["", "", "astronomer"]
    assert "somebody you have already" not in client.get(scene.page).text


def test_closing_leads_to_the_thank_you_written_from_what_was_starred(client, scene):
    starred = {f"star-{scene.question_id}": "1", f"was-star-{scene.question_id}": ""}
    rows = typed(learned="Nobody works alone", lead__new0="A post in spring", promise__new0="Send the article")

    answer = client.post(scene.page, starred | rows | typed(demand__new0="Standing all day") | {"do": "close"})

    assert answer.location.endswith(f"/contacts/{scene.contact_id}/drafts/thank_you")
    meeting = scene.one(Meeting)
    assert meeting.debriefed_at is not None and meeting.status is MeetingStatus.HELD
    assert scene.one(Contact).stage is Stage.MET
    draft = client.get(answer.location).text
    body = body_of(draft)
    assert "stayed with me: Half of it is listening." in body and "Nobody works alone" not in body
    assert "send the article" in body
    assert "spring" not in body and "Standing" not in draft
    client.post(re.search(r"/changes/\w+/undo", draft)[0], {})
    assert scene.one(Contact).stage is Stage.REQUESTED and scene.one(Meeting).learned == "Nobody works alone"


def body_of(draft):
    return re.search(r"<textarea[^>]*name=\"body\".*?</textarea>", draft, re.S)[0]


def draft_to(client, contact_id, kind):
    return client.get(f"/contacts/{contact_id}/drafts/{kind}").text


def test_without_anything_telling_the_thank_you_asks_for_one_sentence(client, scene):
    with scene.app.app_context(), as_owner(scene.account), transaction():
        db.get_row(MeetingQuestion, scene.question_id).answer = ""

    client.post(scene.page, {"do": "close"})

    assert "What is one thing you learned from Ada Byron?" in draft_to(client, scene.contact_id, "thank_you")


def test_closing_never_moves_a_card_back(owner):
    ada = make_contact(stage=Stage.IN_TOUCH)
    with transaction():
        meeting = Meeting(contact_id=ada.id, day=NOON.date(), zone="UTC", status=MeetingStatus.HELD, created_at=NOON)
        db.session.add(meeting)
        db.session.flush()
        actions.close(meeting, at=NOON)

    assert db.get_row(Contact, ada.id).stage is Stage.IN_TOUCH


def test_a_conversation_to_come_is_not_closed(owner):
    ada = make_contact(stage=Stage.REQUESTED)
    with transaction():
        day = NOON.date() + timedelta(days=1)
        meeting = Meeting(contact_id=ada.id, day=day, zone="UTC", status=MeetingStatus.AGREED, created_at=NOON)
        db.session.add(meeting)

    with pytest.raises(Refused), transaction():
        actions.close(db.get_row(Meeting, meeting.id), at=NOON)
