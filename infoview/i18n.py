"""The only way to the catalogues: gettext, and words for days and instants."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from babel.support import LazyProxy, Translations
from babel.units import format_unit
from flask import Flask, g, has_request_context, request

LANGUAGES = {"en": "English", "fr": "Français"}
DEFAULT_LANGUAGE = "en"
FOLDER = Path(__file__).with_name("translations")
_forced: ContextVar[str | None] = ContextVar("language", default=None)


def _(message: str, **values: Any) -> str:
    """Return `message` in the language of whoever is served, with `%(name)s` filled in."""
    text = _texts(language()).gettext(message)
    return text % values if values else text


def _p(context: str, message: str, **values: Any) -> str:
    """Return `message` translated as it is meant in `context`."""
    text = _texts(language()).pgettext(context, message)
    return text % values if values else text


def _l(message: str) -> Any:
    """Return `message` as a text that is translated each time it is shown."""
    return LazyProxy(_, message, enable_cache=False)


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """Return the plural form for `num`, which both texts may show as `%(num)s`."""
    return _texts(language()).ngettext(one, many, num) % {"num": num, **values}


@cache
def _texts(language: str) -> NullTranslations:
    return Translations.load(FOLDER, [language])


def language() -> str:
    """Return the language texts are shown in: "en" or "fr"."""
    return _forced.get() or _choose_language()


@contextmanager
def as_language(code: str) -> Iterator[None]:
    """Show texts in `code` for a while."""
    before = _forced.set(code)
    try:
        yield
    finally:
        _forced.reset(before)


def best_language(header: str) -> str:
    """Return the language of ours that an Accept-Language header likes best."""
    for part in header.lower().split(","):
        code = part.split(";")[0].strip()[:2]
        if code in LANGUAGES:
            return code
    return DEFAULT_LANGUAGE


def day_words(day: date, today: date) -> str:
    """Return a day in words: "today", a weekday when it is near, else the date."""
    match (day - today).days:
        case 0:
            return _("today")
        case 1:
            return _("tomorrow")
        case -1:
            return _("yesterday")
        case days if 1 < days < 7:
            return _weekday(day, language())
    return _day_of_year(day, language()) if day.year == today.year else _full_day(day, language())


def full_day(day: date) -> str:
    """Return a day with its year, as it is written in the language shown."""
    return _full_day(day, language())


def whole_day(day: date) -> str:
    """Return a day with its weekday and its year."""
    return _first(day, str(format_date(day, "full", locale=language())), language())


# Many cards name the same days.
@lru_cache(1024)
def _weekday(day: date, language: str) -> str:
    return str(format_date(day, "EEEE", locale=language))


@lru_cache(1024)
def _day_of_year(day: date, language: str) -> str:
    return _first(day, format_skeleton("MMMMd", day, locale=language), language)


@lru_cache(1024)
def _full_day(day: date, language: str) -> str:
    return _first(day, format_date(day, "long", locale=language), language)


def _first(day: date, words: str, language: str) -> str:
    """Return the words for a day with the first of a month as French writes it: "1er mai"."""
    return words.replace("1 ", "1er ", 1) if day.day == 1 and language == "fr" else words


def time_words(instant: datetime, zone: str) -> str:
    """Return the wall time of an instant in `zone`."""
    return str(format_time(instant.astimezone(ZoneInfo(zone)), "short", tzinfo=ZoneInfo(zone), locale=language()))


def clock_words(wall: time) -> str:
    """Return a wall time as it is written in the language shown."""
    return str(format_time(wall, "short", locale=language()))


def instant_words(instant: datetime, zone: str, now: datetime) -> str:
    """Return day and time of an instant in `zone`, the day in words."""
    local = instant.astimezone(ZoneInfo(zone))
    day = day_words(local.date(), now.astimezone(ZoneInfo(zone)).date())
    return _("%(day)s at %(time)s", day=day, time=time_words(instant, zone))


def size_words(size: int) -> str:
    """Return the size of a file as it is written in the language shown: "1.2 MB"."""
    units = ("byte", "kilobyte", "megabyte", "gigabyte")
    step = min(len(units) - 1, max(0, len(str(size)) - 1) // 3)
    value = size / 1000**step
    return str(format_unit(round(value, 1 if value < 10 else 0), f"digital-{units[step]}", "short", locale=language()))


def age_words(age: timedelta) -> str:
    """Return how long ago something was: "2 days ago"."""
    return str(format_timedelta(-age, threshold=2, add_direction=True, locale=language()))


def listed(items: list[str]) -> str:
    """Return the items as a list in words: "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return _("%(first)s and %(last)s", first=", ".join(items[:-1]), last=items[-1])


def _choose_language() -> str:
    try:
        chosen: str | None = g.get("language")
    except RuntimeError:  # nobody is served: a command line, or a text asked for before there is an app
        return DEFAULT_LANGUAGE
    if chosen is None and has_request_context():
        chosen = best_language(request.headers.get("Accept-Language", "")[:200])
    return chosen or DEFAULT_LANGUAGE


def set_up(app: Flask) -> None:
    """Teach `app` its languages: that of the account served, else that of the browser."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.globals.update(_=_, ngettext=ngettext, pgettext=_p, gettext=_, full_day=full_day)
