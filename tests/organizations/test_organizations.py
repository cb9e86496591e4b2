import pytest
from factories import NOON, make_contact
from sqlalchemy import delete, event

from infoview.db import as_owner, db, transaction
from infoview.models import Change, Debrief, Import, Meeting, MeetingQuestion, Stage
from infoview.models.importing import ImportKind, ImportState
from infoview.models.meeting import MeetingStatus
from infoview.models.question import Topic
from infoview.organizations import queries
from infoview.organizations.actions import add_organization
from infoview.transfer.queries import unused_organizations


@pytest.fixture
def vera(app, account):
    """Vera at work, to set the scene."""
    return lambda: as_owner(account)


@pytest.fixture
def teaching(client):
    """The address of one of the organizations."""
    return client.post("/organizations", {"name": "Teaching"}).location


def contact_of(app, vera, name, address, **facts):
    with app.app_context(), vera():
        return make_contact(name, organization_id=int(address.rsplit("/", 1)[1]), **facts)


def test_one_is_added_by_its_name_and_shown(client, teaching):
    assert "Teaching" in client.get(teaching).text
    assert "Teaching" in client.get("/organizations").text


def test_a_name_is_there_once_whatever_its_case_or_accents(client, teaching):
    answer = client.post("/organizations", {"name": "TÉACHING"})

    assert answer.status_code == 422
    assert "with this name already" in answer.text
    assert "TÉACHING" in answer.text


def test_it_needs_a_name(client, teaching):
    assert client.post("/organizations", {"name": " "}).status_code == 422
    assert client.post(teaching, {"name": "", "version": "1"}).status_code == 422


def test_the_list_counts_who_belongs_to_it_and_who_was_met(app, vera, client, teaching):
    contact_of(app, vera, "Ada", teaching, stage=Stage.MET)
    contact_of(app, vera, "Mary", teaching)

    assert "2 people, 1 asked, 1 met" in client.get("/organizations").text
    assert "Mary" in client.get(teaching).text


def test_its_page_tells_what_people_there_said_about_it_and_what_was_learned(app, vera, client, teaching):
    ada = contact_of(app, vera, "Ada", teaching)
    gone = contact_of(app, vera, "Bo", teaching, deleted_at=NOON)
    asked = {"text": "What is it like?", "created_at": NOON}
    with app.app_context(), vera(), transaction():
        for who in (ada, gone):
            meeting = Meeting(contact_id=who.id, day=NOON.date(), zone="UTC", created_at=NOON)
            meeting.status, meeting.learned = MeetingStatus.HELD, f"Learned from {who.full_name}"
            db.session.add(meeting)
            db.session.flush()
            about = {"meeting_id": meeting.id, **asked}
            db.session.add(Debrief(meeting_id=meeting.id, impressions="Bright rooms", created_at=NOON))
            db.session.add(MeetingQuestion(topic=Topic.ORGANIZATION, answer="We eat together", is_quote=True, **about))
            db.session.add(MeetingQuestion(topic=Topic.DAY, answer="I get up early", **about))

    page = client.get(teaching).text

    assert page.count("“We eat together”") == 1 and "I get up early" not in page
    assert "Learned from Ada" in page and "Bright rooms" in page and "Learned from Bo" not in page


def test_a_stale_save_shows_both_texts(client, teaching):
    client.post(teaching, {"name": "Teaching", "notes": "Marking takes evenings.", "version": "1"})

    answer = client.post(teaching, {"name": "Teaching", "notes": "Long holidays.", "version": "1"})

    assert answer.status_code == 409
    assert "Long holidays." in answer.text and "Marking takes evenings." in answer.text


def test_a_new_name_is_found_by_search(app, vera, client, teaching):
    contact_of(app, vera, "Ada", teaching)
    client.post(teaching, {"name": "Tutoring", "version": "1"})

    assert "Tutoring" in client.get("/organizations?q=tut").text


def test_deleting_keeps_the_contacts_and_undo_brings_it_back(app, vera, client, teaching):
    ada = contact_of(app, vera, "Ada", teaching)

    page = client.get(client.post(f"{teaching}/delete").location).text

    assert client.get(teaching).status_code == 404
    assert "Teaching" not in client.get(f"/contacts/{ada.id}").text.split('id="timeline"')[0]
    client.post("/changes/" + page.split('action="/changes/')[1].split('"')[0])
    assert "Teaching" in client.get(f"/contacts/{ada.id}").text


def test_another_accounts_is_not_there(other_client, teaching):
    assert other_client.get(teaching).status_code == 404
    assert other_client.post(teaching, {"name": "Mine", "version": "1"}).status_code == 404
    assert other_client.post(f"{teaching}/delete").status_code == 404
    assert "Teaching" not in other_client.get("/organizations/names?organization=tea").text


def test_more_of_them_do_not_mean_more_queries(owner):
    counted = []
    for many in (5, 55):
        with transaction():
            for number in range(many):
                add_organization(f"{many} {number}", at=NOON)
        counted.append(queries_of(queries.page))

    assert counted[0] == counted[1]


def queries_of(work):
    statements = []

    def note(_connection, _cursor, statement, *_):
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    work()
    event.remove(db.engine, "before_cursor_execute", note)
    return len(statements)


def test_undoing_an_import_keeps_an_organization_somebody_wrote_about(owner):
    with transaction():
        noted, bare = (add_organization(name, at=NOON) for name in ("Noted", "Bare"))
        noted.culture = "Quiet mornings"
        brought = Import(kind=ImportKind.CSV, state=ImportState.CONFIRMED, created_at=NOON, confirmed_at=NOON)
        brought.counts = {"organizations": [noted.id, bare.id]}
        db.session.add(brought)
        db.session.execute(delete(Change))  # an import leaves none

    assert unused_organizations(brought) == [bare.id]
