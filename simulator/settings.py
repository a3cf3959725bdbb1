"""What a start of the simulated tenant can be told."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from simulator.facts import TenantFacts


@dataclass(frozen=True, slots=True)
class Settings:
    """`facts` (a tenant as data) wins over `teams` (generated), and that over `tenant` (or a file).

    `monotonic` is what rate limits count with, so a test can hand in its own; `now` is the tenant's
    time at its first start; `invoke_patience` is Teams' 15 seconds before an invoke is repeated.
    `mess` makes a generated tenant as untidy as real ones are; without, all its teams are alike.
    `manifest` is the bot's, as JSON or in its package, for what people can write after a slash.
    """

    bot_url: str
    app_id: str
    token: str
    port: int = 0
    data_dir: Path | None = None
    fresh: bool = False
    facts: TenantFacts | None = None
    tenant: str = "sample"
    teams: int | None = None
    people: int | None = None
    seed: int = 1
    mess: bool = False
    latency_ms: int = 0
    graph_limits: bool = True
    clock_command: str | None = None
    manifest: Path | None = None
    bot_name: str = "Process Center"
    now: datetime | None = None
    invoke_patience: float = 15.0
    monotonic: Callable[[], float] = time.monotonic
