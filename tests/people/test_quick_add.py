import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview.people.quick_add import Understood, read


@pytest.mark.parametrize(
    ("line", "understood"),
    [
        ("Ada Byron", Understood(name="Ada Byron")),
        (
            "Ada Byron, analyst at Babbage & Co, via Mary",
            Understood("Ada Byron", "analyst", "Babbage & Co", "Mary"),
        ),
        (
            "Ada Byron, analyst at Babbage & Co via Mary Somerville",
            Understood("Ada Byron", "analyst", "Babbage & Co", "Mary Somerville"),
        ),
        ("Ada Byron at Babbage", Understood("Ada Byron", "", "Babbage")),
        ("Ada Byron, an analyst", Understood("Ada Byron", "analyst")),
        ("Ada Byron, analyst, Babbage & Co", Understood("Ada Byron", "analyst", "Babbage & Co")),
        ("Ada Byron, at Babbage, analyst", Understood("Ada Byron", "analyst", "Babbage")),
        ("Ada Byron, analyst at Babbage, Inc., via Mary", Understood("Ada Byron", "analyst", "Babbage, Inc.", "Mary")),
        (
            "Ada Byron, UX researcher at Babbage & Co, via Mary Somerville",
            Understood("Ada Byron", "UX researcher", "Babbage & Co", "Mary Somerville"),
        ),
        ("Ada Byron, Project manager at Babbage", Understood("Ada Byron", "Project manager", "Babbage")),
        (
            "Ada Byron, The Head of Data at Babbage, Inc.",
            Understood("Ada Byron", "Head of Data", "Babbage, Inc."),
        ),
        ("Ada Byron @ Babbage", Understood("Ada Byron", "", "Babbage")),
        ("Ada Byron, via Mary", Understood("Ada Byron", via="Mary")),
        ("Ada Byron, referred by Mary", Understood("Ada Byron", via="Mary")),
        ("Ada Byron; analyst; suggested by Mary", Understood("Ada Byron", "analyst", via="Mary")),
        ("Ada Byron – analyst – Babbage", Understood("Ada Byron", "analyst", "Babbage")),
        ("Mary from Kirkcaldy Press", Understood("Mary", "", "Kirkcaldy Press")),
        ("Ada Byron, head of UX research at Babbage", Understood("Ada Byron", "head of UX research", "Babbage")),
        ("", Understood()),
        (" , ; ", Understood()),
    ],
)
def test_a_line_is_read_as_it_is_meant(line, understood):
    assert read(line) == understood


@pytest.mark.parametrize(
    ("line", "understood"),
    [
        ("Ada Byron, analyste chez Babbage, via Mary", Understood("Ada Byron", "analyste", "Babbage", "Mary")),
        ("Ada Byron, analyste chez Babbage, par Mary", Understood("Ada Byron", "analyste", "Babbage", "Mary")),
        ("Ada Byron, Chef de projet chez Babbage", Understood("Ada Byron", "Chef de projet", "Babbage")),
        (
            "Noor Diallo, Directrice à l’Hôpital Saint-Exemple",
            Understood("Noor Diallo", "Directrice", "Hôpital Saint-Exemple"),
        ),
        ("Ada Byron, une analyste, grâce à Mary", Understood("Ada Byron", "analyste", via="Mary")),
        ("Ada Byron, recommandée par Mary", Understood("Ada Byron", via="Mary")),
        (
            "Émilie du Châtelet, professeure à l’Université d’Exemple",
            Understood("Émilie du Châtelet", "professeure", "Université d’Exemple"),
        ),
        (
            "Noor Diallo, infirmière à l'Hôpital Saint-Exemple",
            Understood("Noor Diallo", "infirmière", "Hôpital Saint-Exemple"),
        ),
        ("Noor Diallo, chargée de mission au CNRS", Understood("Noor Diallo", "chargée de mission", "CNRS")),
        ("Noor Diallo, aide à la personne", Understood("Noor Diallo", "aide à la personne")),
        ("Noor Diallo, responsable par intérim", Understood("Noor Diallo", "responsable par intérim")),
    ],
)
def test_a_line_in_french_is_read_as_it_is_meant(line, understood):
    assert read(line) == understood


def test_an_address_and_a_link_are_found_in_the_line():
    heard = read("Ada Byron <ada@example.org>, analyst, https://www.linkedin.com/in/ada-byron")

    assert (heard.name, heard.title) == ("Ada Byron", "analyst")
    assert (heard.email, heard.link) == ("ada@example.org", "https://www.linkedin.com/in/ada-byron")


def test_no_address_but_of_the_web_is_a_link():
    assert read("Ada Byron, javascript://www.x").link == ""


@given(st.text(max_size=200))
def test_any_line_can_be_read(line):
    heard = read(line)

    assert all(text == text.strip() and "\n" not in text for text in (heard.name, heard.title, heard.organization))
