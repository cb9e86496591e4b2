"""Rotation: seven days and four weeks of backups, whatever the clock does."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from infoview.safekeeping.rotation import surplus

SUNDAY = date(2026, 11, 22)
days = st.sets(st.dates(date(1970, 1, 1), date(2199, 12, 31)), max_size=40)
near = st.sets(st.integers(-60, 60).map(lambda n: SUNDAY + timedelta(n)), max_size=60)


def kept_after(nights, shelf=()):
    """The days that are left when a backup is made on each of `nights`."""
    shelf = set(shelf)
    for night in nights:
        shelf |= {night}
        shelf -= surplus(shelf, today=night)
    return shelf


def nights(count, *, until=SUNDAY):
    return [until - timedelta(count - 1 - n) for n in range(count)]


def test_a_long_row_of_nights_leaves_seven_days_and_four_weeks():
    kept = sorted(kept_after(nights(200)), reverse=True)

    assert kept[:7] == [SUNDAY - timedelta(n) for n in range(7)]
    assert kept[7:] == [date(2026, 11, 15), date(2026, 11, 8), date(2026, 11, 1), date(2026, 10, 25)]


@given(st.integers(1, 120), st.integers(0, 6))
def test_every_day_of_the_last_week_is_there_and_no_gap_before_is_longer_than_a_week(count, weekday):
    made = nights(count, until=SUNDAY + timedelta(weekday))

    kept = sorted(kept_after(made))

    assert set(made[-7:]) <= set(kept)
    assert len(kept) <= 11
    assert all(later - earlier <= timedelta(7) for earlier, later in pairwise(kept))
    assert kept[0] <= max(made[0] + timedelta(6), made[-1] - timedelta(22))


@given(near | days, st.dates(date(1970, 1, 1), date(2199, 12, 31)))
def test_only_what_is_there_goes_and_never_the_newest(found, today):
    gone = surplus(found, today=today)

    assert gone <= found
    if found:
        assert max(found) not in gone
    past = {day for day in found if day <= today}
    if past:
        assert max(past) not in gone
    assert len(found) - len(gone) >= min(len(found), 7)


@given(near, st.integers(-60, 60))
def test_what_was_kept_stays_kept(found, days_later):
    today = SUNDAY + timedelta(days_later)
    kept = found - surplus(found, today=today)

    assert surplus(kept, today=today) == set()


@given(st.lists(st.integers(-20_000, 40_000), min_size=1, max_size=6))
def test_a_clock_that_is_wrong_for_some_nights_does_not_cost_the_newest_right_backup(jumps):
    shelf = kept_after(nights(60))

    kept = kept_after([SUNDAY + timedelta(jump) for jump in jumps], shelf)

    assert SUNDAY in kept
    assert len(kept & shelf) >= len(shelf) - len(jumps) - 4


def test_a_year_switched_off_costs_one_backup():
    before = kept_after(nights(60))

    after = kept_after([SUNDAY + timedelta(365)], before)

    assert len(before - after) == 1
