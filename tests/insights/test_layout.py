from hypothesis import given, settings
from hypothesis import strategies as st

from infoview.insights.layout import HEIGHT, WIDTH, line_between, tidy

MOST = 300


# People named by anybody: rings, chains, strangers and the person themselves among them.
WHO_NAMED_WHOM = st.lists(st.none() | st.integers(0, 25), max_size=24).map(lambda named: dict(enumerate(named, 1)))


@settings(max_examples=40, deadline=None)
@given(WHO_NAMED_WHOM)
def test_everybody_stands_once_and_nobody_stands_on_anybody(named_by):
    layout = tidy(named_by)

    assert sorted(spot.id for spot in layout.spots) == sorted(named_by)
    boxes = {(spot.x, spot.y) for spot in layout.spots}
    assert len(boxes) == len(layout.spots)
    assert not_overlapping(boxes)
    assert all(x + WIDTH < layout.width and y + HEIGHT < layout.height for x, y in boxes)


@settings(max_examples=40, deadline=None)
@given(WHO_NAMED_WHOM)
def test_every_line_leads_to_the_right_and_never_up(named_by):
    spots = {spot.id: spot for spot in tidy(named_by).spots}

    for spot in spots.values():
        if spot.led_by is not None:
            assert named_by[spot.id] == spot.led_by
            assert spot.column == spots[spot.led_by].column + 1
            assert spot.row >= spots[spot.led_by].row


@settings(max_examples=40, deadline=None)
@given(WHO_NAMED_WHOM)
def test_a_line_is_left_out_only_to_open_a_ring(named_by):
    spots = {spot.id: spot for spot in tidy(named_by).spots}
    left_out = [person for person, spot in spots.items() if spot.led_by is None and is_named(named_by, person)]

    assert all(person in followed(named_by, person) for person in left_out)
    rings = {min(followed(named_by, person)) for person in left_out}
    assert len(rings) == len(left_out)


def test_three_hundred_people_in_one_chain_or_one_row_have_room():
    chain = {person: person - 1 for person in range(1, MOST + 1)}
    star = dict.fromkeys(range(1, MOST + 1), 1)

    assert [spot.column for spot in tidy(chain).spots] == list(range(MOST))
    assert sorted(spot.row for spot in tidy(star).spots if spot.id != 1) == list(range(MOST - 1))


def test_the_largest_branch_comes_first_and_first_led_stands_level():
    layout = tidy({1: None, 2: None, 3: 2, 4: 2, 5: 3})

    assert [(spot.id, spot.column, spot.row) for spot in layout.spots] == [
        (2, 0, 0),
        (3, 1, 0),
        (5, 2, 0),
        (4, 1, 1),
        (1, 0, 2),
    ]


def test_two_who_named_each_other_are_opened_at_the_first():
    layout = tidy({1: 2, 2: 1})

    assert [(spot.id, spot.led_by) for spot in layout.spots] == [(1, None), (2, 1)]


def test_a_line_runs_between_the_boxes():
    one, two, three = tidy({1: None, 2: 1, 3: 1}).spots

    assert line_between(one, two) == f"M{one.x + WIDTH} {one.y + HEIGHT // 2}H{two.x}"
    assert line_between(one, three).endswith(f"{three.y + HEIGHT // 2}H{three.x}")


def not_overlapping(boxes):
    """Sorted by place, a box touches none of those that come near it."""
    placed = sorted(boxes)
    return not any(
        abs(x - other_x) < WIDTH and abs(y - other_y) < HEIGHT
        for n, (x, y) in enumerate(placed)
        for other_x, other_y in placed[n + 1 :]
    )


def is_named(named_by, person):
    return named_by[person] in named_by and named_by[person] != person


def followed(named_by, person):
    """Everybody one comes to from a person by who named whom."""
    seen, at = set(), named_by[person]
    while at in named_by and at not in seen:
        seen.add(at)
        at = named_by[at] if named_by[at] != at else None
    return seen
