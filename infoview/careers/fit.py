"""How well a career fits, conversation after conversation, as small pictures of one shape. Pure geometry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from infoview.careers.talks import FITS, Talk
from infoview.i18n import _, ngettext
from infoview.labels import FITS as FIT_NAMES

WIDTH, HEIGHT = 240, 104
LEFT, RIGHT, TOP, BOTTOM = 22, 12, 12, 12
MOST_WORDS = 8  # ratings that are read out one by one
LARGE_DOTS = 12  # up to so many conversations dots are large


@dataclass(frozen=True, slots=True)
class Dot:
    """One rating in the picture; hollow for how sure the user was before."""

    x: float
    y: float
    is_before: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """One small picture: its title, what it shows in words, its line and its dots."""

    name: str
    title: str
    words: str
    path: str
    dots: list[Dot]
    radius: float


def panels(talks: Iterable[Talk]) -> list[Panel]:
    """Return a picture for each part of the fit, and for confidence, all over the same conversations."""
    rated = [talk for talk in talks if talk.is_rated]
    fits = [_panel(name, str(FIT_NAMES[name]), [talk.fits[name] for talk in rated]) for name in FITS]
    sure = _confidence([talk.confidence for talk in rated])
    return [panel for panel in (*fits, sure) if panel is not None]


def guides() -> list[tuple[int, float]]:
    """Return the lines behind every picture: the ratings that are named at its side, and where."""
    return [(rating, _y(rating)) for rating in (1, 3, 5)]


def mean(ratings: Iterable[int | None]) -> float | None:
    """Return the mean of those that are given, None if there are none."""
    given = [rating for rating in ratings if rating is not None]
    return sum(given) / len(given) if given else None


def mean_words(ratings: Sequence[int | None]) -> str:
    """Return a mean as it is shown: "4", "3.5"."""
    average = mean(ratings)
    return "" if average is None else _number(average)


def _panel(name: str, title: str, ratings: list[int | None]) -> Panel | None:
    dots = [Dot(_x(n, len(ratings)), _y(rating)) for n, rating in enumerate(ratings) if rating is not None]
    if not dots:
        return None
    path = "M" + "L".join(f"{dot.x} {dot.y}" for dot in dots)
    words = _words([rating for rating in ratings if rating is not None])
    return Panel(name, title, words, path, dots, _radius(len(ratings)))


def _confidence(pairs: list[tuple[int | None, int | None]]) -> Panel | None:
    """Return the picture of how sure the user was before and after each conversation."""
    count = len(pairs)
    dots: list[Dot] = []
    path = ""
    for n, (before, after) in enumerate(pairs):
        x = _x(n, count)
        dots += [Dot(x, _y(before), is_before=True)] if before is not None else []
        dots += [Dot(x, _y(after))] if after is not None else []
        path += f"M{x} {_y(before)}V{_y(after)}" if before is not None and after is not None else ""
    if not dots:
        return None
    gains = [after - before for before, after in pairs if before is not None and after is not None]
    words = _("before and after each conversation")
    if gains:
        average = mean(gains) or 0
        words = _("%(words)s: %(change)s on average", words=words, change=f"{average:+.1f}".replace("+0.0", "0"))
    return Panel("confidence", _("How sure I am"), words, path, dots, _radius(count))


def _words(ratings: list[int]) -> str:
    if len(ratings) == 1:
        return _("%(rating)s of 5", rating=ratings[0])
    if len(ratings) <= MOST_WORDS:
        each = ", ".join(map(str, ratings))
        return _("%(ratings)s; on average %(mean)s of 5", ratings=each, mean=_number(mean(ratings) or 0))
    times = ngettext("%(num)s conversation", "%(num)s conversations", len(ratings))
    return _("on average %(mean)s of 5 over %(times)s", mean=_number(mean(ratings) or 0), times=times)


def _radius(count: int) -> float:
    """Return how large dots can be so that they do not touch."""
    return 4 if count <= LARGE_DOTS else 2.5 if count <= 3 * LARGE_DOTS else 1


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _x(place: int, count: int) -> float:
    room = WIDTH - LEFT - RIGHT
    return LEFT + (room / 2 if count == 1 else round(8 + place * (room - 16) / (count - 1), 1))


def _y(rating: int) -> float:
    return TOP + (5 - rating) * (HEIGHT - TOP - BOTTOM) / 4
