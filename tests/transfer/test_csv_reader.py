from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linkedin_files import ADA, HEADINGS, MARY, linkedin, rows_as_csv

from infoview.errors import Invalid
from infoview.transfer.csv_reader import read_table
from infoview.transfer.defusing import defuse


def cells(content: bytes) -> list[list[str]]:
    return [row.cells for row in read_table(content).rows]


def refusal(content: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        read_table(content)
    assert refused.value.field == "file"
    return refused.value.message


def test_the_notes_above_a_linkedin_heading_are_skipped_and_lines_counted_from_the_top():
    table = read_table(linkedin(ADA, MARY))

    assert table.headings == list(HEADINGS)
    assert [(row.line, row.cells[0]) for row in table.rows] == [(5, "Ada"), (6, "Mary")]
    assert table.problems == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(delimiter):
    assert cells(linkedin(ADA, delimiter=delimiter)) == [list(ADA)]


def test_the_delimiter_excel_names_in_a_first_line_is_no_heading():
    assert cells(b"sep=;\r\nName;Town;What\r\nAda;London;Ideas\r\n") == [["Ada", "London", "Ideas"]]
    assert cells(b"sep=;\r\nA;B\r\nAda;London\r\n") == [["Ada", "London"]]


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_a_line_break_inside_a_cell_stays_and_lines_are_counted_on(line_end):
    text = rows_as_csv([HEADINGS, ("Ada", "Byron", "", "", "Babbage\r\nand Co", "", ""), MARY], line_end=line_end)

    table = read_table(text.encode())

    assert table.rows[0].cells[4] == "Babbage\r\nand Co"
    assert [row.line for row in table.rows] == [2, 4]


def test_accents_commas_quotes_and_emoji_come_through():
    zoe = ("Zoë 🌱", 'Łukasz-"Lu" O\'Neill, PhD', "", "", "Crème, brûlée & Co", "", "")

    assert cells(linkedin(zoe)) == [list(zoe)]


def test_blank_lines_and_rows_of_empty_cells_are_nobody():
    table = read_table(linkedin(ADA) + b"\r\n,,,,,,\r\n\r\n" + rows_as_csv([MARY]).encode())

    assert [(row.line, row.cells[0]) for row in table.rows] == [(5, "Ada"), (9, "Mary")]
    assert table.problems == []


def test_cells_dropped_at_the_end_of_a_row_are_filled_up_and_empty_ones_too_many_are_ignored():
    assert cells(b"Name,Email,Company\nAda\nMary,m@example.org,,,,\n") == [
        ["Ada", "", ""],
        ["Mary", "m@example.org", ""],
    ]


def test_a_row_with_more_cells_than_headings_is_reported():
    table = read_table(b"Name,Company\nAda,Babbage, and Co\nMary,Royal Society\n")

    assert [row.cells[0] for row in table.rows] == ["Mary"]
    assert [(p.line, p.reason) for p in table.problems] == [(2, "This line has 3 cells, the headings have 2.")]


def test_a_quotation_mark_that_is_never_closed_costs_its_own_line_only():
    table = read_table(b'Name,Company\n"Ada,Babbage\nMary,"Royal\nSociety"\nJane,Observatory\n')

    assert [(row.line, row.cells[0]) for row in table.rows] == [(3, "Mary"), (5, "Jane")]
    assert [(p.line, p.reason) for p in table.problems] == [(2, "The quotation marks on this line do not match.")]


def test_the_rest_of_a_torn_row_is_not_taken_for_a_person():
    table = read_table(b'Name,Company,Position\nAda,"Babbage "and"\nCo",Analyst\nMary,Royal Society,Translator\n')

    assert [row.cells[0] for row in table.rows] == ["Mary"]
    assert [p.line for p in table.problems] == [2, 3]


def test_cells_defused_for_spreadsheets_come_back_as_they_were():
    assert cells(b"Name,Position\nAda,'=SUM(1)\nMary,'+33 6\nJane,''=x\nEve,'tHooft\n") == [
        ["Ada", "=SUM(1)"],
        ["Mary", "+33 6"],
        ["Jane", "'=x"],
        ["Eve", "'tHooft"],
    ]


def test_a_table_with_unknown_headings_is_still_a_table():
    table = read_table(b"Wer;Wo\nAda;London\nMary;Jedburgh\n")

    assert table.headings == ["Wer", "Wo"]
    assert [row.cells for row in table.rows] == [["Ada", "London"], ["Mary", "Jedburgh"]]


def test_a_list_of_names_only_is_a_table_if_its_heading_says_so():
    assert cells(b"Name\nAda Byron\nMary Somerville\n") == [["Ada Byron"], ["Mary Somerville"]]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"Ada Byron is an analyst.\nShe lives in London,\nwhich is large.\n", "does not look like a CSV file"),
        (b"<html><body>Sign in</body></html>\n", "does not look like a CSV file"),
        (b"First Name,Last Name\n", "nobody below"),
        (b"Name,Company\n\n,\n", "nobody below"),
        (b"Name," + b"x," * 100 + b"\nAda,1\n", "Line 1 of this file has more than 100 columns"),
        (b"Name,Company\nAda" + b",1" * 100 + b"\n", "Line 2 of this file has more than 100 columns"),
        (b"Name,Company\nAda," + b"x" * 200_000 + b"\n", "begins on line 2 is longer than 100 kB"),
        (b'Name,Company\nAda,"' + b"x y\n" * 50_000 + b'"\n', "begins on line 2 is longer than 100 kB"),
        (b"x" * 200_000, "longer than 100 kB"),
        (b"Name\n" + b"Ada\n" * 20_001, "more than 20,000 lines"),
        (b"Name\n" + b"\n" * 300_000, "more than 20,000 lines"),
        (b'"Name,Company\nAda,x\n', "does not look like"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_imported_is_refused_in_a_sentence(content, part):
    assert part in refusal(content)


def test_twenty_thousand_rows_are_within_the_limit():
    assert len(read_table(b"Name\n" + b"Ada\n" * 20_000).rows) == 20_000


CELLS = st.text(
    st.characters(exclude_characters="\ufffd", exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t\",;'=")
)
PEOPLE = st.lists(CELLS.filter(lambda cell: cell == "" or cell.strip() != ""), min_size=7, max_size=7)


@given(
    st.lists(PEOPLE.filter(any), min_size=1, max_size=5),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_whatever_is_written_as_csv_is_read_back(people, delimiter, encoding):
    text = rows_as_csv([HEADINGS, *([defuse(cell) for cell in person] for person in people)], delimiter)

    assert cells(text.encode(encoding)) == people


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    with suppress(Invalid):
        read_table(b"First Name,Last Name\n" + content)
    with suppress(Invalid):
        read_table(content)
