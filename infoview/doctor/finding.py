"""What the doctor finds."""

import enum
from dataclasses import dataclass


class Level(enum.Enum):
    """How grave a finding is."""

    PASS = "PASS"  # noqa: S105  (no password)
    WARN = "WARN"
    FAIL = "FAIL"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it is, and what to do about it."""

    level: Level
    subject: str
    text: str
    advice: str = ""

    @property
    def line(self) -> str:
        """The finding as one line."""
        return f"{self.level.value}  {self.subject}: {' '.join(f'{self.text} {self.advice}'.split())}"


def passed(subject: str, text: str) -> Finding:
    """Say that something is well."""
    return Finding(Level.PASS, subject, text)


def warning(subject: str, text: str, advice: str) -> Finding:
    """Say that something works but should not stay as it is."""
    return Finding(Level.WARN, subject, text, advice)


def failure(subject: str, text: str, advice: str) -> Finding:
    """Say that something does not work."""
    return Finding(Level.FAIL, subject, text, advice)
