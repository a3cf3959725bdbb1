"""Standard output and errors as a command may rely on them, however it was started."""

import errno
import io
import os
import sys
from typing import Any, TextIO

from core.errors import InputError

GONE = (errno.EPIPE, errno.EIO)  # the reader left (`| head`); the terminal was closed
STANDARD = 3  # input, output and errors


def mend() -> None:
    """Call it first of all, once.

    One of the three that is closed would be the number of the next socket, so it leads nowhere
    instead. A letter that the output does not know becomes a question mark. A reader that leaves
    ends no work half-way; an output that is full raises InputError.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) < STANDARD:
        pass
    os.close(number)
    sys.stdin = sys.stdin or os.fdopen(0)
    sys.stdout = _patient(sys.stdout or os.fdopen(1, "w"), "replace", matters=True)
    sys.stderr = _patient(sys.stderr or os.fdopen(2, "w"), "backslashreplace", matters=False)


class _Patient(io.FileIO):
    """Takes all there is also when nobody reads it any more."""

    def __init__(self, stream: TextIO, *, matters: bool) -> None:
        super().__init__(stream.fileno(), "wb", closefd=False)
        self._stream = stream  # kept: Python closes the file with it
        self._matters = matters
        self._over = False

    def write(self, data: Any, /) -> int:
        """As much as went; after a failure nothing is tried again."""
        piece = memoryview(data)
        if self._over:
            return piece.nbytes
        try:
            return super().write(piece)
        except OSError as error:
            self._over = True
            if error.errno in GONE or not self._matters:
                return piece.nbytes
            raise InputError(
                f"The output cannot be written ({error.strerror}). Send it somewhere else."
            ) from error


def _patient(stream: TextIO, errors: str, *, matters: bool) -> TextIO:
    raw = _Patient(stream, matters=matters)
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=stream.encoding,
        errors=errors,
        line_buffering=stream.isatty() or not matters,
    )
