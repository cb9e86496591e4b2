"""A text made plain, character for character, so that places in it stay what they are."""

_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "\u00a0": " ", "\u202f": " ", "\t": " ", "‑": "-"})


def plain(text: str) -> str:
    """Return `text` in small letters with plain apostrophes and spaces, as long as it was."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return small.translate(_PLAIN)
