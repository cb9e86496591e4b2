from datetime import date, timedelta

import pytest
from factories import NOON, make_contact
from linkedin_files import ADA, MARY, linkedin
from sqlalchemy import func, select

from infoview.db import db, transaction
from infoview.errors import Invalid, Refused
from infoview.models import Change, Contact, Import, Note, Organization
from infoview.models.importing import ImportKind, ImportState
from infoview.transfer import actions, queries
from infoview.transfer.columns import Column
from infoview.transfer.csv_reader import read_table

LATER = NOON + timedelta(hours=1)


def upload(content, filename="Connections.csv", at=NOON):
    with transaction():
        return actions.upload(table=read_table(content), content=content, filename=filename, at=at).id


def confirm(import_id, add=frozenset(), at=NOON):
    kept = db.get_row(Import, import_id)
    plan = queries.plan(kept.content, actions.mapping_of(kept))
    with transaction():
        actions.confirm(db.get_row(Import, import_id), plan, add=set(add), today=NOON.date(), at=at)
    return db.get_row(Import, import_id)


def undo(import_id):
    with transaction():
        return [named.full_name for named in actions.undo_import(db.get_row(Import, import_id), at=LATER)]


def names():
    db.session.rollback()
    return list(db.session.scalars(select(Contact.full_name).order_by(Contact.id)))


def test_people_come_in_with_everything_the_file_says(owner):
    confirm(upload(linkedin(ADA, MARY)))

    mary = db.session.scalar(select(Contact).where(Contact.full_name == "Mary Somerville"))
    assert (mary.given_name, mary.family_name, mary.sort_name) == ("Mary", "Somerville", "somerville mary somerville")
    assert (mary.title, mary.organization.name, mary.connected_on) == ("Translator", "Royal Society", date(2020, 4, 7))
    assert [email.address for email in mary.emails] == ["mary@example.org"]
    assert [link.url for link in mary.links] == ["https://www.linkedin.com/in/mary-somerville-sample"]


def test_people_come_into_people_and_how_they_were_found_stays_open(owner):
    confirm(upload(linkedin(ADA)))

    (ada,) = db.session.scalars(select(Contact))
    assert (ada.stage, ada.position, ada.found_by, ada.found_text) == (None, None, None, "")


def test_an_organization_is_made_once_and_an_existing_one_is_used_whatever_its_case(owner):
    with transaction():
        db.session.add(Organization(name="royal society", folded="royal society", created_at=NOON))
    jane = ("Jane", "Marcet", "", "", "BABBAGE & CO", "Chemist", "")

    confirm(upload(linkedin(ADA, MARY, jane)))

    assert list(db.session.scalars(select(Organization.name).order_by(Organization.id))) == [
        "royal society",
        "Babbage & Co",
    ]


def test_notes_of_a_plain_csv_are_kept_with_the_day_of_the_import(owner):
    confirm(upload(b"Name,Notes\nAda Byron,Met at the fair\n"))

    (note,) = db.session.scalars(select(Note))
    assert (note.day, note.body) == (NOON.date(), "Met at the fair")


def test_the_same_file_again_adds_nothing(owner):
    nameless_company = ("Émilie", "du Châtelet", "", "", "", "", "")
    emoji = ("🌱", "", "", "", "", "", "")
    content = linkedin(ADA, MARY, nameless_company, emoji)
    confirm(upload(content))

    again = confirm(upload(content))

    assert len(names()) == 4
    assert (again.counts["added"], again.counts["known"]) == (0, 4)
    assert db.session.scalar(select(func.count(Organization.id))) == 2


def test_somebody_perhaps_there_is_added_only_if_the_user_says_so(owner):
    make_contact("Ada Byron")
    import_id = upload(linkedin(ADA, MARY))

    confirm(import_id, add={5})

    assert names() == ["Ada Byron", "Ada Byron", "Mary Somerville"]


def test_choices_of_one_page_leave_those_of_another_alone(owner):
    import_id = upload(linkedin(ADA, MARY))
    with transaction():
        kept = db.get_row(Import, import_id)
        actions.choose(kept, shown=range(1, 10), add={5, 6, 50})
        chosen = actions.choose(kept, shown=range(6, 10), add=set())

    assert chosen == {5}
    assert actions.chosen(db.get_row(Import, import_id)) == {5}


def test_somebody_who_came_in_since_the_preview_is_left_out(owner):
    import_id = upload(linkedin(ADA, MARY))
    kept = db.get_row(Import, import_id)
    plan = queries.plan(kept.content, actions.mapping_of(kept))
    make_contact("Ada Byron")

    with transaction():
        actions.confirm(db.get_row(Import, import_id), plan, add=set(), today=NOON.date(), at=NOON)

    assert names() == ["Ada Byron", "Mary Somerville"]


def test_an_import_is_confirmed_once(owner):
    import_id = upload(linkedin(ADA))
    kept = db.get_row(Import, import_id)
    plan = queries.plan(kept.content, actions.mapping_of(kept))
    confirm(import_id)

    with pytest.raises(Refused, match="done already"), transaction():
        actions.confirm(db.get_row(Import, import_id), plan, add=set(), today=NOON.date(), at=NOON)

    assert names() == ["Ada Byron"]


def test_a_plan_made_for_other_columns_is_refused(owner):
    import_id = upload(b"Name,Company,Shoes\nAda Byron,Babbage,38\n")
    with transaction():
        actions.map_columns(db.get_row(Import, import_id), [Column.NAME, None, None])
    plan = queries.plan(db.get_row(Import, import_id).content, [Column.ORGANIZATION, Column.NAME, None])

    with pytest.raises(Refused, match="columns were changed"), transaction():
        actions.confirm(db.get_row(Import, import_id), plan, add=set(), today=NOON.date(), at=NOON)


def test_a_mapping_needs_names_and_a_meaning_for_every_column(owner):
    import_id = upload(b"Name,Company,Shoes\nAda Byron,Babbage,38\n")
    assert actions.mapping_of(db.get_row(Import, import_id)) is None

    for mapping in ([Column.EMAIL, None, None], [Column.NAME], [Column.NAME] + [None] * 50):
        with pytest.raises(Invalid), transaction():
            actions.map_columns(db.get_row(Import, import_id), mapping)


def test_a_failed_import_leaves_nothing(owner, monkeypatch):
    import_id = upload(linkedin(ADA, MARY))
    monkeypatch.setattr("infoview.transfer.people_writer._links", lambda *_: [{"contact_id": 1, "url": None}])

    with pytest.raises(Exception, match="NOT NULL"):
        confirm(import_id)

    assert names() == []
    assert db.session.scalar(select(func.count(Organization.id))) == 0
    assert db.get_row(Import, import_id).state is ImportState.UPLOADED


def test_undo_takes_out_exactly_what_the_import_made(owner):
    with transaction():
        royal = Organization(name="Royal Society", folded="royal society", created_at=NOON)
        db.session.add(royal)
    make_contact("Jane Marcet", organization_id=royal.id)
    import_id = confirm(upload(linkedin(ADA, MARY))).id

    assert undo(import_id) == []

    assert names() == ["Jane Marcet"]
    assert list(db.session.scalars(select(Organization.name))) == ["Royal Society"]
    assert db.get_row(Import, import_id).state is ImportState.UNDONE


def test_after_an_undo_the_same_file_comes_in_again(owner):
    undo(confirm(upload(linkedin(ADA))).id)

    confirm(upload(linkedin(ADA)))

    assert names() == ["Ada Byron"]


def test_undo_keeps_and_names_who_was_used_since(owner):
    jane = ("Jane", "Marcet", "", "", "", "", "")
    caroline = ("Caroline", "Herschel", "", "", "", "", "")
    import_id = confirm(upload(linkedin(ADA, MARY, jane, caroline))).id
    ada, mary, jane, _caroline = db.session.scalars(select(Contact).order_by(Contact.id))
    with transaction():
        db.get_row(Contact, ada.id).title = "Countess"
        db.session.add(Note(contact_id=jane.id, day=NOON.date(), body="Talked.", created_at=NOON))
    make_contact("Charles Babbage", referred_by_id=mary.id)

    assert undo(import_id) == ["Ada Byron", "Jane Marcet", "Mary Somerville"]

    assert names() == ["Ada Byron", "Mary Somerville", "Jane Marcet", "Charles Babbage"]
    assert set(db.session.scalars(select(Organization.name))) == {"Babbage & Co", "Royal Society"}


def test_an_import_is_undone_once(owner):
    import_id = confirm(upload(linkedin(ADA))).id
    undo(import_id)

    with pytest.raises(Refused, match="undone already"):
        undo(import_id)


def test_undoing_sample_data_counts_only_what_happened_after_it_was_made(owner):
    with transaction():
        demo = Import(kind=ImportKind.DEMO, state=ImportState.CONFIRMED, created_at=NOON, confirmed_at=NOON)
        db.session.add(demo)
        db.session.flush()
        people = [
            Contact(full_name=name, sort_name=name, created_at=NOON, import_id=demo.id) for name in ("Ada", "Mary")
        ]
        db.session.add_all(people)
    with transaction():
        demo.confirmed_at = max(db.session.scalars(select(Change.at)))
    with transaction():
        people[1].title = "Translator"

    assert undo(demo.id) == ["Mary"]


def test_an_upload_is_forgotten_after_a_day(owner):
    import_id = upload(linkedin(ADA))

    upload(linkedin(MARY), at=NOON + timedelta(hours=25))

    db.session.expire_all()
    kept = db.get_row(Import, import_id)
    assert kept.content is None
    assert not queries.is_kept(kept, at=NOON)


def test_the_bytes_are_dropped_once_the_people_are_in(owner):
    assert confirm(upload(linkedin(ADA))).content is None


def test_what_could_not_be_read_stays_in_the_report(owner):
    brought = confirm(upload(linkedin(ADA, ("", "", "", "", "Nobody Ltd", "", ""))))

    assert brought.counts["unreadable"] == 1
    assert brought.counts["problems"] == [{"line": 6, "reason": "There is no name on this line."}]


def test_matching_knows_names_organizations_addresses_and_links(owner):
    confirm(upload(linkedin(ADA, MARY)))

    ada, mary = queries.known()

    assert (ada.name, ada.organization, ada.emails) == ("Ada Byron", "Babbage & Co", ())
    assert (mary.emails, len(mary.links)) == (("mary@example.org",), 1)
    assert queries.known(after=ada.id) == [mary]
