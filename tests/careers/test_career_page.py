import re
from functools import partial

from factories import NOON, make_contact
from sqlalchemy import event
from talks_made import make_career, make_organization, make_talk

from infoview.db import db, transaction
from infoview.models import Advice, Lead, LearningGoal, Promise, Stage
from infoview.models.debrief import Ability
from infoview.models.meeting import MeetingStatus
from infoview.models.question import Topic

LIKES = {"code": "likes-most", "topic": Topic.LIKES, "text": "What do you like?"}
DAY = {"code": "day-typical", "topic": Topic.DAY, "text": "What is a day like?"}


def part(page, name):
    """What stands in one part of the page, its markup left out."""
    found = re.search(rf'<section[^>]* id="{name}".*?</section>', page, re.S)
    assert found is not None, name
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


def test_what_several_people_said_stands_side_by_side_with_who_said_it(as_vera, client):
    def scene():
        career = make_career()
        first = make_talk("Ada Byron", career, answers=[{**DAY, "answer": "Mostly listening"}])
        make_talk("Mary Somerville", career, days=3, answers=[{**DAY, "answer": "Writing", "is_starred": True}])
        return first.id

    first = as_vera(scene)
    page = client.get("/careers/1").text

    answers = part(page, "answers")
    assert answers.index("Writing") < answers.index("Mostly listening")
    assert f'href="/meetings/{first}/debrief">Ada Byron, ' in page
    assert "2 conversations with 2 people" in page


def test_likes_ways_in_titles_demands_and_surprises_have_their_parts(as_vera, client):
    as_vera(
        lambda: make_talk(
            "Ada Byron",
            make_career(),
            answers=[{**LIKES, "answer": "That it is new every day"}],
            demands=[("Lift twenty kilos", Ability.WITH_HELP)],
            surprises=[("Programming", "Talking")],
            liked="The quiet",
            disliked="The stairs",
            ways_in="A short certificate",
            titles="Data analyst, Insight analyst",
            more_to_know="What it pays",
            learned="That I would fit",
        )
    )

    page = client.get("/careers/1").text

    likes = part(page, "likes")
    assert all(words in likes for words in ("The quiet", "The stairs", "That it is new every day"))
    assert "A short certificate" in part(page, "ways")
    assert "Data analyst\nInsight analyst\n</textarea>" in page
    assert "With help Lift twenty kilos" in part(page, "demands")
    assert "I expected Programming It is Talking" in part(page, "surprises")
    still_open = page.split('id="open"')[1].split('id="answers"')[0]
    assert "What it pays" in still_open and "Outlook" in still_open
    assert "That I would fit" in part(page, "learned")


def test_fit_is_a_picture_with_a_table_behind_it(as_vera, client):
    as_vera(
        lambda: make_talk(
            "Ada Byron",
            make_career(),
            fit_values=4,
            why_values="It helps people",
            confidence_before=2,
            confidence_after=4,
        )
    )

    fit = client.get("/careers/1").text.split('id="fit"')[1]

    assert 'role="img" aria-label="Values: 4 of 5"' in fit
    table = fit.split("<table")[1].split("</table>")[0]
    assert "It helps people" in table and "2 → 4" in table


def test_advice_and_leads_stand_there_and_promises_do_not(as_vera, client):
    def scene():
        talk = make_talk("Ada Byron", make_career(), liked="Much")
        of_it = {"contact_id": talk.contact_id, "meeting_id": talk.id}
        with transaction():
            db.session.add_all([Advice(body="Read the report", **of_it), Lead(body="A post in May", **of_it)])
            db.session.add(Promise(body="Send my notes", **of_it))

    as_vera(scene)

    ledger = client.get("/careers/1").text.split('id="ledger"')[1].split("</section>")[0]
    assert "Read the report" in ledger and "A post in May" in ledger and "Send my notes" not in ledger


def test_a_meeting_about_no_career_tells_of_its_contacts_and_another_career_is_left_out(as_vera, client):
    def scene():
        career, other = make_career(), make_career("Botany")
        ada = make_contact("Ada Byron", stage=Stage.MET, career_id=career.id)
        talk = make_talk(ada, career, learned="Of analysis")
        elsewhere = make_talk(ada, other, learned="Of plants")
        with transaction():
            talk.career_id = None
            db.session.add(elsewhere)

    as_vera(scene)

    page = client.get("/careers/1").text
    assert "Of analysis" in page and "Of plants" not in page


def test_what_lies_in_the_trash_says_nothing_any_more(as_vera, client):
    def scene():
        talk = make_talk("Ada Byron", make_career(), answers=[{**DAY, "answer": "Listening"}], liked="Quiet")
        with transaction():
            db.session.merge(talk).deleted_at = NOON

    as_vera(scene)

    page = client.get("/careers/1").text
    assert "Listening" not in page and "Quiet" not in page
    assert "Nothing heard yet" in page


def test_before_anybody_was_heard_the_page_says_what_will_stand_there(as_vera, client):
    as_vera(lambda: make_talk("Ada Byron", make_career(), status=MeetingStatus.AGREED, answers=[DAY]))

    page = client.get("/careers/1").text

    assert "After your first conversation" in page
    assert 'href="/who-next?career=1"' in page
    assert 'id="surprises"' not in page


def test_a_conversation_with_nothing_written_up_teaches_what_to_note(as_vera, client):
    as_vera(lambda: make_talk("Ada Byron", make_career()))

    page = client.get("/careers/1").text

    for name in ("fit", "learned", "answers", "likes", "ways", "titles", "demands", "surprises", "ledger", "places"):
        assert f'href="#{name}"' in page
        assert len(part(page, name)) > 60


def test_every_entry_of_the_contents_leads_to_a_part(as_vera, client):
    as_vera(lambda: make_talk("Ada Byron", make_career(), liked="Much"))

    page = client.get("/careers/1").text

    for name in re.findall(r'<li><a href="#(\w+)"', page):
        assert page.count(f'id="{name}"') == 1, name


def test_markup_and_very_long_words_stay_text(as_vera, client):
    hostile = "<script>alert(1)</script>" + "x" * 3000
    as_vera(lambda: make_talk(hostile[:200], make_career(), liked=hostile, titles=hostile, more_to_know=hostile))

    assert "<script>alert" not in client.get("/careers/1").text


def test_more_conversations_do_not_mean_more_statements(app, as_vera, client):
    seen = []

    def bring(number):
        career = careers[0]
        for n in range(number):
            place = make_organization(f"Place {len(seen)} {number} {n}")
            who = make_contact(f"Person {n}", stage=Stage.MET, career_id=career.id, organization_id=place.id)
            talk = make_talk(
                who,
                career,
                days=n,
                answers=[{**DAY, "answer": "A"}, {**LIKES, "answer": "B"}, {"text": f"Own {n}?", "answer": "C"}],
                demands=[(f"Demand {n}", Ability.CAN)],
                surprises=[("A", "B")],
                liked=f"Liked {n}",
                fit_values=3,
            )
            make_contact(f"Next {n}", stage=Stage.IDENTIFIED, career_id=career.id, organization_id=place.id)
            with transaction():
                db.session.add(Advice(contact_id=who.id, meeting_id=talk.id, body=f"Advice {n}"))
                db.session.add(LearningGoal(career_id=career.id, body=f"Goal {n}", created_at=NOON))

    careers = [as_vera(make_career), as_vera(lambda: make_career("Botany"))]
    addresses = ["/careers/1", "/careers/compare?with=1&with=2", "/who-next", "/who-next?career=1", "/referral-map"]
    counted = []
    for number in (2, 12):
        as_vera(partial(bring, number))
        counted.append([statements(app, seen, partial(client.get, address)) for address in addresses])

    assert counted[0] == counted[1]


def statements(app, seen, act):
    def note(_connection, _cursor, statement, *_more):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    before = len(seen)
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert act().status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen) - before
