import pytest
from factories import NOON, make_contact
from sqlalchemy import select

from infoview.db import db, transaction
from infoview.errors import Invalid, Stale
from infoview.models import Career, Contact, EmailAddress, Link, Organization, Stage
from infoview.models.contact import FoundBy, Permission
from infoview.people import queries
from infoview.people.actions import add_contact, edit_contact
from infoview.safekeeping.actions import undo


def added(**facts):
    with transaction():
        return add_contact(**{"full_name": "Ada Byron", "at": NOON, **facts})


def edited(contact, **facts):
    with transaction() as batch:
        edit_contact(db.get_row(Contact, contact.id), at=NOON, **facts)
    return batch.id


def test_a_contact_needs_a_name(owner):
    with pytest.raises(Invalid) as refused:
        added(full_name="  ")

    assert refused.value.field == "full_name"


def test_organization_and_career_are_found_whatever_their_case_or_made(owner):
    added(organization="Université d’Exemple", career="Teaching")
    added(full_name="Mary Somerville", organization="UNIVERSITE D’EXEMPLE", career="teaching")

    assert db.session.scalars(select(Organization.name)).all() == ["Université d’Exemple"]
    assert db.session.scalars(select(Career.name)).all() == ["Teaching"]


def test_a_card_is_put_on_top_of_its_stage(owner):
    first, second = added(stage=Stage.IDENTIFIED), added(full_name="Mary", stage=Stage.IDENTIFIED)

    assert second.position < first.position


def test_a_referrer_is_found_by_name_or_made_in_people_only(owner):
    mary = make_contact("Mary Somerville")

    assert added(referred_by="mary somerville").referred_by_id == mary.id
    joan = db.get_row(Contact, added(referred_by="Joan Clarke").referred_by_id)
    assert (joan.full_name, joan.stage) == ("Joan Clarke", None)


def test_a_referred_contact_was_found_through_somebody(owner):
    make_contact("Mary")

    assert added(referred_by="Mary").found_by is FoundBy.REFERRED
    assert added(referred_by="Mary", found_by=FoundBy.EVENT).found_by is FoundBy.EVENT


def test_one_of_two_namesakes_is_named_by_the_organization(owner):
    press, clinic = (
        added(full_name="Mary Somerville", organization=place) for place in ("Kirkcaldy Press", "Clinic for Everyone")
    )

    with pytest.raises(Invalid) as refused:
        added(referred_by="Mary Somerville")
    assert "Mary Somerville (Kirkcaldy Press)" in refused.value.message
    assert added(referred_by="Mary Somerville (Clinic for Everyone)").referred_by_id == clinic.id
    assert press.id != clinic.id


def test_nobody_is_named_by_themselves(owner):
    ada = added()

    with pytest.raises(Invalid):
        edited(ada, referred_by="Ada Byron")


def test_addresses_keep_their_order_and_the_first_is_primary(owner):
    ada = added(emails=["ada@example.org", "", "byron@example.org", "ADA@example.org"])

    assert queries.person(ada.id).emails == ["ada@example.org", "byron@example.org"]


def test_an_address_that_stays_keeps_its_row(owner):
    ada = added(emails=["ada@example.org", "byron@example.org"])
    before = set(db.session.scalars(select(EmailAddress.id)))

    edited(ada, emails=["byron@example.org", "new@example.org"])

    assert queries.person(ada.id).emails == ["byron@example.org", "new@example.org"]
    assert len(before & set(db.session.scalars(select(EmailAddress.id)))) == 1


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org", "not a page"])
def test_only_pages_of_the_web_are_links(owner, link):
    with pytest.raises(Invalid) as refused:
        added(links=[link])

    assert refused.value.field == "links"


def test_a_link_without_a_scheme_is_https_and_can_be_compared(owner):
    added(links=["www.linkedin.com/in/Ada/"])

    link = db.session.scalar(select(Link))
    assert (link.url, link.folded) == ("https://www.linkedin.com/in/Ada/", "linkedin.com/in/ada")


def test_tags_are_shared_between_contacts_whatever_their_case(owner):
    ada, mary = added(tags=["Lisbon", "warm"]), added(full_name="Mary", tags=["lisbon"])

    assert [tag.name for tag in queries.person(ada.id).tags] == ["Lisbon", "warm"]
    assert [tag.name for tag in queries.person(mary.id).tags] == ["Lisbon"]


def test_facts_that_are_not_given_stay(owner):
    ada = added(title="Analyst", emails=["ada@example.org"], may_use_name=Permission.YES)

    edited(ada, place="London")

    person = queries.person(ada.id)
    assert (person.contact.title, person.emails, person.contact.place) == ("Analyst", ["ada@example.org"], "London")
    assert person.contact.may_use_name is Permission.YES


def test_an_edit_is_undone_whole(owner):
    ada = added(title="Analyst", organization="Babbage", tags=["Lisbon"], emails=["ada@example.org"])
    batch = edited(ada, title="Poet", organization="", tags=[], emails=["byron@example.org"])

    with transaction():
        undo(batch, at=NOON)

    person = queries.person(ada.id)
    assert (person.contact.title, person.organization.name, person.emails) == (
        "Analyst",
        "Babbage",
        ["ada@example.org"],
    )
    assert [tag.name for tag in person.tags] == ["Lisbon"]


def test_a_save_from_a_stale_page_is_refused(owner):
    ada = added()
    edited(ada, title="Poet", version=1)

    with pytest.raises(Stale):
        edited(ada, title="Analyst", version=1)


def test_adding_can_be_undone(owner):
    with transaction() as batch:
        ada = add_contact(full_name="Ada", organization="Babbage", stage=Stage.MET, tags=["x"], at=NOON)

    with transaction():
        undo(batch.id, at=NOON)

    assert db.session.get(Contact, ada.id, populate_existing=True) is None


@pytest.mark.parametrize("tags", ["t" * 61, ",".join(map(str, range(21)))])
def test_tags_that_cannot_be_kept_are_refused_beside_their_field(owner, tags):
    with pytest.raises(Invalid) as refused, transaction():
        add_contact(full_name="Ada Byron", tags=tags.split(","), at=NOON)

    assert refused.value.field == "tags"


def test_an_organization_with_a_very_long_name_is_found_again(owner):
    with transaction():
        first, second = (add_contact(full_name=name, organization="o" * 300, at=NOON) for name in ("Ada", "Mary"))

    assert first.organization_id == second.organization_id
