from datetime import date

from linkedin_files import ADA, MARY, linkedin, rows_as_csv

from infoview.transfer.columns import Column, guess
from infoview.transfer.csv_reader import read_table
from infoview.transfer.people_reader import Person, Reading, read_people


def read(content: bytes) -> Reading:
    table = read_table(content)
    return read_people(table, guess(table.headings))


def test_people_are_read_from_a_linkedin_file():
    reading = read(linkedin(ADA, MARY))

    assert reading.people == [
        Person(
            line=5,
            full_name="Ada Byron",
            given_name="Ada",
            family_name="Byron",
            organization="Babbage & Co",
            title="Analyst",
            links=("https://www.linkedin.com/in/ada-byron-sample",),
            connected_on=date(2021, 3, 5),
        ),
        Person(
            line=6,
            full_name="Mary Somerville",
            given_name="Mary",
            family_name="Somerville",
            organization="Royal Society",
            title="Translator",
            emails=("mary@example.org",),
            links=("https://www.linkedin.com/in/mary-somerville-sample",),
            connected_on=date(2020, 4, 7),
        ),
    ]
    assert not reading.unreadable
    assert not reading.left_out


def test_a_line_without_a_name_is_reported():
    reading = read(linkedin(ADA, ("", " ", "https://www.linkedin.com/in/nobody-sample", "", "", "", "05 Mar 2021")))

    assert [person.full_name for person in reading.people] == ["Ada Byron"]
    assert [(p.line, p.reason) for p in reading.unreadable] == [(6, "There is no name on this line.")]


def test_problems_of_the_table_and_of_people_are_listed_by_line():
    reading = read(b"Name,Company\n,Nobody Ltd\nAda,Babbage, and Co\n" + b"x" * 201 + b",Long\nMary,\n")

    assert [p.line for p in reading.unreadable] == [2, 3, 4]
    assert "more than 200 characters" in reading.unreadable[2].reason
    assert [person.full_name for person in reading.people] == ["Mary"]


def test_an_address_link_or_day_that_cannot_be_one_is_left_out_and_its_person_kept():
    reading = read(linkedin(("Ada", "Byron", "javascript:alert(1)", "ada at example", "", "", "03/05/2021")))

    assert reading.people == [Person(line=5, full_name="Ada Byron", given_name="Ada", family_name="Byron")]
    assert [p.reason for p in reading.left_out] == [
        "“ada at example” does not look like an e-mail address.",
        "“javascript:alert(1)” is not the address of a web page.",
        "“03/05/2021” is not a day we can read.",
    ]


def test_several_addresses_and_numbers_are_all_kept_once():
    text = rows_as_csv(
        [
            ("Name", "E-mail 1", "E-mail 2", "Phone", "Note", "Notes"),
            ("Ada", "ada@example.org; a@example.org", "ada@example.org", "+44 1, +44 2", "One\nline", "Two"),
        ]
    )

    (ada,) = read(text.encode()).people

    assert ada.emails == ("ada@example.org", "a@example.org")
    assert ada.phones == ("+44 1", "+44 2")
    assert ada.note == "One\nline\n\nTwo"


def test_names_are_cleaned_but_keep_accents_and_emoji():
    (zoe,) = read(linkedin((" Zoe\u0308\r\n🌱 ", "du\u00a0 Châtelet\x07", "", "", "A\nB", "", ""))).people

    assert (zoe.full_name, zoe.organization) == ("Zoë 🌱 du Châtelet", "A B")


def test_a_mapping_by_hand_decides_what_is_read():
    table = read_table(b"Who;Where\nAda Byron;London\n")

    (ada,) = read_people(table, [Column.NAME, Column.PLACE]).people

    assert (ada.full_name, ada.place) == ("Ada Byron", "London")
