import pytest
from linkedin_files import HEADINGS

from infoview.errors import Invalid
from infoview.transfer import columns
from infoview.transfer.columns import Column, guess, is_certain, is_linkedin


def test_the_headings_of_linkedin_are_all_understood():
    mapping = guess(HEADINGS)

    assert mapping == [
        Column.GIVEN_NAME,
        Column.FAMILY_NAME,
        Column.LINK,
        Column.EMAIL,
        Column.ORGANIZATION,
        Column.TITLE,
        Column.CONNECTED_ON,
    ]
    assert is_linkedin(HEADINGS)
    assert is_certain(HEADINGS, mapping)


@pytest.mark.parametrize(
    ("headings", "meant"),
    [
        ("Full name|E-mail|Employer|Job title|Town", "name email organization title place"),
        ("NOM|Prénom|Courriel|Société|Poste|Téléphone", "family_name given_name email organization title phone"),
        ("Nom|Entreprise|Remarques", "name organization note"),
        ("E-mail 1 - Value|E-mail 2 - Value|Name", "email email name"),
        ("Name|Company|Company Name", "name organization -"),
        ("Name|Shoe size|", "name - -"),
    ],
)
def test_headings_in_english_and_french_are_guessed(headings, meant):
    assert " ".join(column or "-" for column in guess(headings.split("|"))) == meant


def test_a_guess_is_certain_only_if_every_heading_is_understood():
    assert is_certain(["Name", ""], guess(["Name", ""]))
    assert not is_certain(["Name", "Shoe size"], guess(["Name", "Shoe size"]))
    assert not is_certain(["Company"], guess(["Company"]))


@pytest.mark.parametrize(
    ("mapping", "part"),
    [
        ([Column.EMAIL, None], "which column holds the names"),
        ([Column.NAME, Column.TITLE, Column.TITLE], "the same meaning"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(mapping, part):
    with pytest.raises(Invalid, match=part):
        columns.check(mapping)


def test_several_columns_may_hold_addresses():
    columns.check([Column.NAME, Column.EMAIL, Column.EMAIL, None, None])
