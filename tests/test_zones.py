"""Wall times in two zones: their nine o'clock is shown right in mine, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview.i18n import as_language
from infoview.zones import (
    Oddity,
    both,
    both_at,
    in_zone,
    instant_of,
    is_known,
    is_same_time,
    name_of,
    oddity,
    oddity_words,
    options,
    places,
    time_in,
    wall_of,
)

DECEMBER = date(2026, 12, 1)
known_zones = st.sampled_from(sorted(zone for zone in available_timezones() if is_known(zone)))
instants = st.integers(0, 5_600_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))  # 1970 to 2147


@pytest.mark.parametrize(
    ("day", "mine"),
    [
        (date(2026, 3, 6), "2:00 PM"),  # both in winter
        (date(2026, 3, 20), "1:00 PM"),  # the clocks have gone forward in Toronto, not yet in Berlin
        (date(2026, 4, 3), "2:00 PM"),
        (date(2026, 10, 23), "2:00 PM"),
        (date(2026, 10, 28), "1:00 PM"),  # back in Berlin, not yet in Toronto
        (date(2026, 11, 4), "2:00 PM"),
    ],
)
def test_their_morning_is_shown_right_in_mine_while_clocks_change_on_different_days(day, mine):
    said = both_at(instant_of(day, time(8), "America/Toronto"), "Europe/Berlin", "America/Toronto", "en")

    assert f"at {mine} (8:00 AM in Toronto)" in said.replace("\u202f", " ")


def test_a_time_is_said_in_both_zones_and_both_languages():
    told = [both(DECEMBER, time(14), "America/Toronto", "Europe/Berlin", language) for language in ("en", "fr")]

    assert [words.replace("\u202f", " ") for words in told] == [
        "Tuesday, December 1 at 2:00 PM (8:00 PM in Berlin)",
        "mardi 1er décembre à 14:00 (20:00 à Berlin)",
    ]


def test_another_day_there_is_named():
    said = both(DECEMBER, time(14), "America/Toronto", "Asia/Tokyo", "en").replace("\u202f", " ")

    assert said == "Tuesday, December 1 at 2:00 PM (Wednesday at 4:00 AM in Tokyo)"


def test_zones_that_agree_are_said_once_and_a_day_alone_has_no_zone():
    assert "(" not in both(DECEMBER, time(14), "Europe/Paris", "Europe/Berlin", "en")
    assert both(DECEMBER, None, "Europe/Paris", "Asia/Tokyo", "en") == "Tuesday, December 1"
    assert is_same_time(instant_of(DECEMBER, time(9), "Europe/Paris"), "Europe/Paris", "Europe/Berlin")


def test_a_near_day_is_said_in_a_word():
    assert both(DECEMBER, time(9), "UTC", "UTC", "en", today=date(2026, 11, 30)).startswith("tomorrow at 9:00")
    assert both(date(2027, 5, 1), None, "UTC", "UTC", "fr", today=DECEMBER) == "1er mai 2027"


def test_the_last_evening_of_a_month_is_the_first_of_the_next_elsewhere():
    said = both(date(2026, 1, 31), time(23, 30), "America/Sao_Paulo", "Europe/Lisbon", "fr")

    assert said == "samedi 31 janvier à 23:30 (dimanche à 02:30 à Lisbonne)"


def test_a_time_that_is_skipped_is_said_as_clocks_will_show_it():
    skipped = date(2026, 3, 29), time(2, 30), "Europe/Berlin"

    assert oddity(*skipped) is Oddity.SKIPPED
    assert wall_of(instant_of(*skipped), "Europe/Berlin").time() == time(3, 30)
    assert "3:30" in both(*skipped, "Europe/Berlin", "fr")
    assert "3:30" in oddity_words(*skipped)


def test_of_a_time_that_comes_twice_the_first_is_meant():
    twice = date(2026, 10, 25), time(2, 30), "Europe/Berlin"

    assert oddity(*twice) is Oddity.TWICE
    assert instant_of(*twice) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert oddity_words(*twice)
    assert oddity_words(date(2026, 10, 25), time(9), "Europe/Berlin") == ""


@settings(max_examples=60, deadline=None)
@given(instant=instants, zone=known_zones, other=known_zones)
def test_what_clocks_show_leads_back_to_the_instant(instant, zone, other):
    wall = wall_of(instant, zone)
    again = instant_of(wall.date(), wall.time(), zone)

    assert again == instant or oddity(wall.date(), wall.time(), zone) is Oddity.TWICE
    assert wall_of(again, zone) == wall
    assert both_at(instant, zone, other, "en")


@settings(max_examples=60, deadline=None)
@given(
    day=st.dates(date(1970, 1, 2), date(2150, 1, 1)),
    start=st.times().map(lambda t: t.replace(fold=0)),
    zone=known_zones,
)
def test_every_wall_time_means_an_instant_near_it(day, start, zone):
    instant = instant_of(day, start, zone)

    shown = wall_of(instant, zone)
    assert (shown == datetime.combine(day, start)) == (oddity(day, start, zone) is not Oddity.SKIPPED)
    assert abs(shown - datetime.combine(day, start)) <= timedelta(days=1)
    assert instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == shown


def test_zones_have_the_names_of_their_places():
    assert (name_of("America/Toronto", "en"), name_of("Europe/London", "fr")) == ("Toronto", "Londres")
    assert name_of("America/Argentina/Buenos_Aires", "en") == "Buenos Aires"
    assert (time_in("Europe/London", "en"), time_in("Africa/Cairo", "fr")) == ("London time", "heure du Caire")
    assert (in_zone("Africa/Cairo", "fr"), in_zone("UTC", "en"), in_zone("Etc/GMT+5", "en")) == (
        "au Caire",
        "UTC",
        "UTC−5",
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_select_offers_every_place_once_mine_and_theirs_first(language):
    with as_language(language):
        groups = options("Europe/Paris", "Asia/Tokyo")
    offered = [zone for zones in groups.values() for zone, _name in zones]

    assert [zone for zone, _name in next(iter(groups.values()))] == ["Europe/Paris", "Asia/Tokyo"]
    assert len(offered) == len(set(offered))
    assert set(offered) == places() | {"UTC"}
    assert all(name.strip() and "_" not in name for zones in groups.values() for _zone, name in zones)


def test_every_known_zone_has_a_name():
    assert all(name_of(zone, language) for zone in available_timezones() for language in ("en", "fr"))
    assert not is_known("localtime")
    assert not is_known("Mars/Olympus")
