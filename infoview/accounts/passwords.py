"""Passwords: argon2id with 19 MiB, two passes, one lane (OWASP's first choice), at most two at a time.

Hashing never happens inside a transaction: it takes tens of milliseconds on purpose.
"""

from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from infoview.errors import Invalid
from infoview.i18n import _
from infoview.text import clean, fold

SHORTEST, LONGEST = 8, 1024
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_at_a_time = BoundedSemaphore(2)
# A password that nobody has, compared with when nobody has the name. Kept, not made: making it would take time, too.
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$+053MNxjesN/dFgOgA8Yrg$SIQSWHlbga/kkS7gV+viWdJBWVC02mk2ZWaMEcxo6XE"


def hash_password(password: str, *, field: str = "password", about: tuple[str, ...] = ()) -> str:
    """Return the hash to keep of a new password.

    `about` holds what anyone could guess (name, e-mail). Raises Invalid on `field` for a password that is
    too short, too long, common, or one of those.
    """
    password = clean(password)
    if len(password) < SHORTEST:
        raise Invalid(
            field, _("Use at least %(n)d characters. A few unrelated words are easy to remember.", n=SHORTEST)
        )
    if len(password) > LONGEST:
        raise Invalid(field, _("Use at most %(n)d characters.", n=LONGEST))
    guessable = {fold(text) for text in about if text} | {fold(text.split("@")[0]) for text in about if text}
    if fold(password) in _common() | guessable or len(set(password)) < 3:
        raise Invalid(field, _("This password is easy to guess. Choose another one."))
    with _at_a_time:
        return _hasher.hash(_as_given(password))


def is_right(password: str, password_hash: str | None) -> bool:
    """Whether a password fits its hash. Takes as long when there is no hash to compare with."""
    with _at_a_time:
        try:
            _hasher.verify(password_hash or _NOBODYS, _as_given(password[: LONGEST + 1]))
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def _as_given(password: str) -> bytes:
    """Return what is hashed: the same whether a form or the command line took it, and however accents were typed."""
    return clean(password).encode()


@cache
def _common() -> frozenset[str]:
    return frozenset(Path(__file__).with_name("common_passwords.txt").read_text("utf-8").split())
