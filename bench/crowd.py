"""Many clients moving cards at once: nobody fails."""

import time
from concurrent.futures import ThreadPoolExecutor

from bench.client import Client, Times
from bench.report import Report
from bench.server import Server
from bench.speed import Mover

CLIENTS = 16


def measure(report: Report, server: Server, token: str, moves: int) -> None:
    movers = [Mover(Client(server.port, token), seed) for seed in range(CLIENTS)]
    took: list[float] = []

    def work(mover: Mover) -> list[int]:
        mover.client.connect()  # the first has rested while the others came
        statuses = []
        for _ in range(moves):
            start = time.perf_counter()
            statuses.append(mover.move().status)
            took.append((time.perf_counter() - start) * 1000)
        return statuses

    start = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        statuses = [status for done in pool.map(work, movers) for status in done]
    seconds = time.perf_counter() - start
    report.title(f"{CLIENTS} clients moving at once")
    report.measured(f"move ({len(statuses) / seconds:.0f} a second)", Times(took, []))
    failed = sum(status != 200 for status in statuses) + sum(mover.client.cuts for mover in movers)
    report.check("failed moves", failed, 0, f"of {len(statuses)}, those cut off counted")
