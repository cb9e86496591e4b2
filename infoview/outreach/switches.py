"""What the composer picks and the user may change with one click: kind, channel, route, language, vous or tu."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from infoview.i18n import LANGUAGES, _, _l, language
from infoview.labels import CHANNELS, KINDS
from infoview.models.contact import Formality
from infoview.models.message import MessageKind
from infoview.outreach import routes
from infoview.outreach.composer import Composer
from infoview.outreach.labels import ROUTE_NAMES
from infoview.outreach.picking import channels_for

Options = tuple[tuple[str, str], ...]
_FORMALITIES = {Formality.FORMAL: _l("With “vous”"), Formality.FAMILIAR: _l("With “tu”")}


@dataclass(frozen=True, slots=True)
class Switch:
    """One thing to change, by the field's name. `chosen` is what they have chosen before, None if nothing is kept."""

    name: str
    label: str
    value: str
    options: Options
    chosen: str | None = None


def switches(composer: Composer) -> list[Switch]:
    """Return what can be changed about a message, in the order in which it is thought of."""
    sheet, kind, names = composer.sheet, composer.kind, language()
    shown = [
        Switch("kind", _("Kind of message"), kind.value, _kinds(names)),
        Switch(
            "channel",
            _("How it goes out"),
            composer.channel.value,
            _channels(kind, names),
            sheet.channel.value if sheet.channel else "",
        ),
    ]
    if composer.route:
        chosen = sheet.route.value if sheet.route else ""
        shown.append(Switch("route", _("How you know them"), composer.route.value, _routes(names), chosen))
    shown.append(Switch("language", _("Language"), composer.language, tuple(LANGUAGES.items())))
    if composer.formality:
        shown.append(Switch("formality", _("How you speak to them"), composer.formality.value, _formalities(names)))
    return shown


# Kept for each language of the interface: a page would translate two dozen of them.
@cache
def _kinds(_language: str) -> Options:
    return _in_words({kind: KINDS[kind] for kind in routes.KINDS})


@cache
def _channels(kind: MessageKind, _language: str) -> Options:
    return _in_words({channel: CHANNELS[channel] for channel in channels_for(kind)})


@cache
def _routes(_language: str) -> Options:
    return _in_words(ROUTE_NAMES)


@cache
def _formalities(_language: str) -> Options:
    return _in_words(_FORMALITIES)


def _in_words(names: Mapping[Any, Any]) -> Options:
    return tuple((each.value, str(words)) for each, words in names.items())
