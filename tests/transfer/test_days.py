from datetime import date

import pytest

from infoview.transfer.days import read_day


@pytest.mark.parametrize(
    "text",
    ["05 Mar 2021", "5 March 2021", "Mar 5, 2021", "March 5 2021", "2021-03-05", "2021-03-05 10:00", "5-Mar-21"],
)
def test_a_day_is_read_however_linkedin_writes_it(text):
    assert read_day(text) == date(2021, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "03/05/2021",
        "31 Feb 2021",
        "05 Foo 2021",
        "1 Jan 0099",
        "2021-13-01",
        "1 Jan 9999",
        "٠٥ Mar 2021",
    ],
)
def test_what_is_no_certain_day_is_none(text):
    assert read_day(text) is None
