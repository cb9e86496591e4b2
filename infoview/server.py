"""What the machine we run on says of the people near it: their time zone and language."""

import os
from pathlib import Path
from zoneinfo import available_timezones

from infoview.i18n import DEFAULT_LANGUAGE, LANGUAGES

LOCALTIME = Path("/etc/localtime")


def local_zone() -> str:
    """Return the machine's time zone as an IANA name; "UTC" if it does not tell."""
    told = os.environ.get("TZ", "").lstrip(":") or str(LOCALTIME.resolve()).partition("zoneinfo/")[2]
    return told if told in available_timezones() else "UTC"


def local_language() -> str:
    """Return the machine's language if it is one of ours, else our default."""
    told = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "")[:2].lower()
    return told if told in LANGUAGES else DEFAULT_LANGUAGE
