"""Where who plays a rehearsal is asked to move its clock, instead of the clock being moved unseen.

The demo has colleagues who act at each step. It listens on a socket of its own; a file in the data
folder says where, since the path of a socket may not be as long as that of a folder.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from core.errors import CenterError, SetupError

FILE = "clock_door"
WISH = 5.0  # seconds for whoever comes in to say what they wish
STEP = 300.0  # seconds for what is due at one time; who asked waits so long for the next line
BUSY = "The clock is being moved already. Wait until it stands, then move it on."
SILENT = "The demo does not answer; its clock stands where it got to. Try again, or begin it anew."
GONE = "The demo ended on the way; its clock stands where it got to."

Tell = Callable[[str], Awaitable[None]]
Move = Callable[[datetime, Tell], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Door:
    """Lets one in at a time. Who goes away half-way has the walk end after the step it is at."""

    move: Move
    taken: asyncio.Lock
    patience: float = WISH

    async def enter(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One wish: the time as a line, answered by lines of what happens."""

        async def say(kind: str, words: str) -> None:
            writer.write(f"{json.dumps({kind: words})}\n".encode())
            await writer.drain()

        with suppress(ConnectionError, TimeoutError), closing(writer):
            try:
                async with asyncio.timeout(self.patience):
                    wish = await reader.readline()
                to = datetime.fromisoformat(wish.decode().strip())
                await self._moved(to, lambda line: say("line", line))
                await say("done", "")
            except CenterError as error:
                await say("error", error.says)

    async def _moved(self, to: datetime, tell: Tell) -> None:
        if self.taken.locked():
            raise SetupError(BUSY)
        async with self.taken:
            await self.move(to, tell)


@asynccontextmanager
async def opened(folder: Path, move: Move, patience: float = WISH) -> AsyncIterator[None]:
    """Whoever uses this data folder moves the clock through here until this is left."""
    with TemporaryDirectory(prefix="process-center-") as hidden:
        path = Path(hidden) / "clock"
        server = await asyncio.start_unix_server(Door(move, asyncio.Lock(), patience).enter, path)
        (folder / FILE).write_text(str(path), encoding="utf-8")
        try:
            yield
        finally:
            (folder / FILE).unlink(missing_ok=True)
            server.close()


async def asked(
    folder: Path, to: datetime, tell: Callable[[str], None], patience: float = STEP
) -> bool:
    """Have the clock moved by whoever plays this rehearsal; False where nobody does.

    Raises SetupError with what they say where it does not get there, or where they say nothing for
    `patience` seconds.
    """
    try:
        where = (folder / FILE).read_text(encoding="utf-8")
        reader, writer = await asyncio.open_unix_connection(where)
    except OSError:
        return False
    try:
        writer.write(f"{to.isoformat()}\n".encode())
        while line := await _line(reader, patience):
            said = json.loads(line)
            if "error" in said:
                raise SetupError(said["error"])
            if "done" in said:
                return True
            tell(said["line"])
        raise SetupError(GONE)
    finally:
        writer.close()


async def _line(reader: asyncio.StreamReader, patience: float) -> bytes:
    try:
        async with asyncio.timeout(patience):
            return await reader.readline()
    except TimeoutError as error:
        raise SetupError(SILENT) from error
