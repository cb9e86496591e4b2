"""The catalogues: complete, right in their placeholders, and made from the texts that are there."""

import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from infoview.i18n import LANGUAGES, as_language, full_day, ngettext
from infoview.i18n import _ as translate

ROOT = Path(__file__).parent.parent
KEYWORDS = {"_": None, "_l": None, "_p": ((1, "c"), 2), "pgettext": ((1, "c"), 2), "gettext": None, "ngettext": (1, 2)}
MAPPING = [("infoview/**.py", "python"), ("templates/**.html", "jinja2")]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def catalogue(language):
    folder = ROOT / "infoview" / "translations" / language / "LC_MESSAGES"
    with (folder / "messages.po").open("rb") as po, (folder / "messages.mo").open("rb") as mo:
        return read_po(po), read_mo(mo)


def texts_of_the_code():
    found = extract_from_dir(
        str(ROOT),
        MAPPING,
        {"templates/**.html": {"extensions": "jinja2.ext.do"}},
        KEYWORDS,
        directory_filter=lambda folder: (
            Path(folder).name in {ROOT.name, "infoview", "templates"}
            or any(part in {"infoview", "templates"} for part in Path(folder).relative_to(ROOT).parts)
        ),
    )
    return {
        (tuple(text) if isinstance(text, list | tuple) else text, context) for _file, _line, text, _c, context in found
    }


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_every_text_is_translated(language):
    po, mo = catalogue(language)
    texts = {(_id(message), message.context) for message in po if message.id}

    assert texts_of_the_code() - texts == set()
    assert [message.id for message in po if message.id and (not all(_strings(message)) or message.fuzzy)] == []
    assert _by_text(mo) == _by_text(po)


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_every_translation_fills_in_the_same_values(language):
    po, _mo = catalogue(language)
    for message in po:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, list | tuple) else (message.id,)
        for form, text in enumerate(_strings(message)):
            wanted = set(PLACEHOLDER.findall(ids[min(form, len(ids) - 1)]))
            assert set(PLACEHOLDER.findall(text)) == wanted, ids
            assert "!" not in text, "no exclamation marks"


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_text_can_be_shown(app, language):
    po, _mo = catalogue("fr")
    values = dict.fromkeys("abcdefghijklmnopqrstuvwxyz", "x")
    with app.test_request_context(), as_language(language):
        for message in po:
            if not message.id:
                continue
            ids = message.id if isinstance(message.id, list | tuple) else (message.id,)
            given = values | {
                name: 3 if kind == "d" else "x" for name, kind in re.findall(r"%\((\w+)\)([sd])", ids[-1])
            }
            given.pop("num", None)
            shown = ngettext(*ids, 3, **given) if len(ids) == 2 else translate(ids[0], **given)
            assert not PLACEHOLDER.search(shown), ids


def _id(message):
    return tuple(message.id) if isinstance(message.id, list | tuple) else message.id


def _strings(message):
    return tuple(message.string) if isinstance(message.string, list | tuple) else (message.string,)


def _by_text(catalogue):
    """What a compiled catalogue holds as lists and bytes, the other holds as tuples and texts."""
    return {(tuple(_forms(m.id)), _text(m.context)): _forms(m.string) for m in catalogue if m.id}


def _forms(text):
    return [text] if isinstance(text, str) else list(text)


def _text(context):
    return context.decode() if isinstance(context, bytes) else context


@pytest.mark.parametrize(
    ("language", "first", "other"), [("en", "May 1, 2027", "May 2, 2027"), ("fr", "1er mai 2027", "2 mai 2027")]
)
def test_days_are_written_as_the_language_does(app, language, first, other):
    with app.test_request_context(), as_language(language):
        assert (full_day(date(2027, 5, 1)), full_day(date(2027, 5, 2))) == (first, other)
        assert full_day(date(2027, 5, 11)).startswith(("May 11", "11 mai"))
