"""Cells that a spreadsheet would run as a formula: made harmless on the way out, restored on the way in."""

import re

# A cell that already begins with apostrophes before such a sign gets one more: only so does each come back unchanged.
_RISKY = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_DEFUSED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def defuse(cell: str) -> str:
    """Return `cell` so that no spreadsheet runs it: with an apostrophe before a sign that starts a formula."""
    return f"'{cell}" if _RISKY.match(cell) else cell


def restore(cell: str) -> str:
    """Return the cell as it was before `defuse`."""
    return cell[1:] if _DEFUSED.match(cell) else cell
