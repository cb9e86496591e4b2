"""The script of a phone call: what to say, then what to say next, by what they answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Branch:
    """A stretch of the script: the lines to say, under a heading that says when; the opening has none."""

    heading: str
    lines: list[str]


def branches(script: str) -> list[Branch]:
    """Return the stretches of a script: a line that ends in a colon, after an empty line, begins a new one."""
    found = [Branch("", [])]
    is_after_gap = True
    for line in script.splitlines():
        if is_after_gap and line.rstrip().endswith(":"):
            found.append(Branch(line.rstrip().removesuffix(":").rstrip(), []))
        elif line.strip():
            found[-1].lines.append(line)
        is_after_gap = not line.strip()
    return [branch for branch in found if branch.heading or branch.lines]
