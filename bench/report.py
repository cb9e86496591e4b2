"""What a run prints: what was measured, and whether it holds."""

from dataclasses import dataclass, field

from bench.client import Answer, Times


@dataclass
class Report:
    """Prints as it goes."""

    failed: list[str] = field(default_factory=list)

    def title(self, words: str) -> None:
        print(f"\n{words}", flush=True)

    def measured(self, name: str, times: Times, answer: Answer | None = None) -> None:
        """Print a line of the table: times, and bytes plain and as they were sent."""
        sizes = f"{len(answer.body) / 1000:9.1f} kB {len(answer.sent) / 1000:9.1f} kB sent" if answer else ""
        own = f"{times.own:8.2f} ms own" if times.worked else ""
        print(f"  {name:28} {times.median:7.2f} ms {times.p90:8.2f} ms p90 {own} {sizes}", flush=True)

    def note(self, name: str, words: str) -> None:
        print(f"  {name:28} {words}", flush=True)

    def check(self, name: str, value: float, most: float, unit: str, aim: float | None = None) -> None:
        """Print a figure beside its target."""
        holds = value <= most
        wanted = f"at most {most:g}" + (f", aim {aim:g}" if aim else "")
        print(f"  {'PASS' if holds else 'FAIL'}  {name:46} {value:8.2f} {unit} ({wanted})", flush=True)
        if not holds:
            self.failed.append(name)

    def end(self) -> int:
        """Say how it went; return the exit code."""
        print(f"\n{'Failed: ' + ', '.join(self.failed) if self.failed else 'Every target holds.'}", flush=True)
        return 1 if self.failed else 0
