import time

import pytest
from linkedin_files import many

from infoview.transfer.columns import guess
from infoview.transfer.csv_reader import read_table
from infoview.transfer.matching import Why, match
from infoview.transfer.people_reader import Person, read_people
from infoview.transfer.signs import Known, link_key

LINK = "https://www.linkedin.com/in/ada-sample"


def ada(**facts):
    return Person(**{"line": 2, "full_name": "Ada Byron"} | facts)


def known(**facts):
    return Known(**{"id": 1, "name": "Ada Byron"} | facts)


@pytest.mark.parametrize(
    ("person", "contact", "why"),
    [
        (ada(full_name="A. King", links=(LINK,)), known(links=("http://uk.linkedin.com/in/Ada-Sample/",)), Why.LINK),
        (ada(full_name="A. King", emails=("ada@example.org",)), known(emails=("Ada@Example.org",)), Why.EMAIL),
        (ada(organization="Babbage & Co"), known(organization="BABBAGE, Co."), Why.NAME_AND_ORGANIZATION),
        (ada(full_name="Zoë O’Neill"), known(name="zoe o'neill"), Why.NAME),
        (ada(organization="Babbage"), known(), Why.NAME),
        (ada(full_name="Ada Byrom", organization="Babbage"), known(organization="Babbage"), Why.SIMILAR_NAME),
        (ada(full_name="Ada King Byron", organization="Babbage"), known(organization="Babbage"), Why.SIMILAR_NAME),
        (ada(full_name="Byron, Ada", organization="Babbage"), known(organization="Babbage"), Why.SIMILAR_NAME),
        (ada(organization="Babbage"), known(name="Ada Byron, PhD", organization="Babbage"), Why.SIMILAR_NAME),
    ],
)
def test_somebody_who_is_perhaps_there_is_found_and_why(person, contact, why):
    matched = match([person], [contact])

    assert [(likeness.known.id, likeness.why) for likeness in matched.perhaps] == [(1, why)]
    assert matched.new == []


@pytest.mark.parametrize(
    ("person", "contact"),
    [
        (ada(organization="Babbage"), known(organization="Royal Society")),
        (ada(), known(name="Mary Byron")),
        (ada(full_name="Ada Byrom"), known()),
        (ada(full_name="Wei Chan", organization="Babbage"), known(name="Wei Chen", organization="Babbage")),
        (
            ada(full_name="Sample Reader 12", organization="Babbage"),
            known(name="Sample Reader 13", organization="Babbage"),
        ),
        (ada(links=(LINK,)), known(links=("https://www.linkedin.com/in/another-ada",))),
        (
            ada(full_name="Ada Byrom", organization="Babbage", links=(LINK,)),
            known(organization="Babbage", links=("https://www.linkedin.com/in/another-ada",)),
        ),
        (ada(full_name="🌱"), known(name="🌿")),
    ],
)
def test_somebody_else_is_new(person, contact):
    assert match([person], [contact]).new == [person]


def test_somebody_twice_in_the_file_is_found_by_the_line():
    first, second = ada(line=2, emails=("ada@example.org",)), ada(line=9, emails=("ADA@example.org",))

    matched = match([first, second], [])

    assert matched.new == [first]
    assert [(likeness.person.line, likeness.known.line) for likeness in matched.perhaps] == [(9, 2)]


def test_a_contact_goes_before_somebody_in_the_file():
    matched = match([ada(line=2), ada(line=3)], [known()])

    assert [likeness.known.id for likeness in matched.perhaps] == [1, 1]


def test_people_without_address_or_link_do_not_match_each_other_for_that():
    matched = match([ada(line=n, full_name=f"Person Nº{n}") for n in range(2, 50)], [])

    assert len(matched.new) == 48


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/émilie",
        "http://fr.linkedin.com/in/%C3%A9milie/",
        "https://linkedin.com/in/Émilie?trk=public",
    ],
)
def test_the_same_profile_is_one_link_however_it_is_written(url):
    assert link_key(url) == "linkedin.com/in/émilie"


def test_ten_thousand_people_against_ten_thousand_contacts_take_a_moment():
    table = read_table(many(10_000))
    people = read_people(table, guess(table.headings)).people
    contacts = [Known(p.line, p.full_name, p.organization, p.emails, ()) for p in people]

    began = time.process_time()
    matched = match(people, contacts)

    assert time.process_time() - began < 3
    assert len(matched.perhaps) == 10_000


def test_ten_thousand_namesakes_of_one_organization_take_a_moment():
    people = [
        ada(line=n, full_name=f"Ada {chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{n}yron", organization="Babbage")
        for n in range(10_000)
    ]

    began = time.process_time()
    match(people, [])

    assert time.process_time() - began < 3
