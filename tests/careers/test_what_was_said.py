from datetime import date
from types import SimpleNamespace

from infoview.careers import fit, said
from infoview.careers.weighed import grouped
from infoview.models.debrief import Ability


def talk(number, **texts):
    return SimpleNamespace(id=number, contact_id=number, day=date(2026, 6, number), texts=texts)


def rated(number, *, confidence=(None, None), **fits):
    every = {"interests": None, "values": None, "needs": None, "skills": None, **fits}
    return SimpleNamespace(fits=every, confidence=confidence, is_rated=any(every.values()) or any(confidence))


def counted(lines):
    return [(line.text, line.count) for line in lines.all]


def test_each_line_is_one_thing_said_and_the_same_said_twice_counts_twice():
    talks = [talk(1, liked="- Quiet mornings\n\n• The people"), talk(2, liked="the people.")]

    assert counted(said.lines(talks, "liked")) == [("The people", 2), ("Quiet mornings", 1)]


def test_titles_are_counted_whatever_their_case_and_however_they_are_listed():
    talks = [talk(1, titles="Data analyst, Insight analyst"), talk(2, titles="1. data analyst\n2. Reporting officer")]

    assert counted(said.titles(talks))[0] == ("Data analyst", 2)
    assert {text for text, _count in counted(said.titles(talks))[1:]} == {"Insight analyst", "Reporting officer"}


def test_a_title_said_twice_in_one_conversation_was_heard_once():
    assert counted(said.titles([talk(1, titles="Analyst, analyst")])) == [("Analyst", 1)]


def test_of_a_demand_heard_again_what_was_thought_last_counts():
    found = grouped(
        [
            (talk(1), "Night shifts", Ability.CANNOT),
            (talk(1), "Stairs", Ability.CAN),
            (talk(2), "night shifts", Ability.WITH_HELP),
            (talk(3), "Night shifts", None),
            (talk(3), "Heat", None),
        ]
    )

    assert [(group.ability, counted(group.lines)) for group in found] == [
        (Ability.WITH_HELP, [("Night shifts", 3)]),
        (Ability.CAN, [("Stairs", 1)]),
        (None, [("Heat", 1)]),
    ]


def test_a_picture_is_drawn_for_what_was_rated_over_the_same_conversations(owner):
    panels = fit.panels([rated(1, interests=3), rated(2, interests=5, skills=2), rated(3), rated(4, skills=4)])

    assert [panel.name for panel in panels] == ["interests", "skills"]
    interests, skills = panels
    assert interests.words == "3, 5; on average 4 of 5"
    assert interests.dots[1].x == skills.dots[0].x
    assert interests.dots[0].y > interests.dots[1].y


def test_how_sure_one_was_shows_before_and_after(owner):
    [panel] = fit.panels([rated(1, confidence=(2, 4)), rated(2, confidence=(None, 3))])

    assert [dot.is_before for dot in panel.dots] == [True, False, False]
    assert panel.words.endswith("+2.0 on average")


def test_every_dot_lies_in_its_picture_and_a_hundred_have_room(owner):
    [panel] = fit.panels([rated(n, values=n % 5 + 1) for n in range(100)])

    assert all(fit.LEFT < dot.x < fit.WIDTH - fit.RIGHT and 0 < dot.y < fit.HEIGHT for dot in panel.dots)
    assert "over 100 conversations" in panel.words


def test_one_rating_stands_in_the_middle_and_none_draws_nothing(owner):
    [panel] = fit.panels([rated(1, needs=5)])

    assert panel.words == "5 of 5"
    assert fit.panels([rated(1)]) == []
