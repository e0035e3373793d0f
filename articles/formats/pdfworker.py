"""A process of its own that parses PDFs, so that a hostile one costs neither memory nor time without end.

A file of 50 kB can make the parser take gigabytes, and a page cannot be interrupted; a process can.
"""

import atexit
import json
import os
import struct
import subprocess
import sys
import threading
from functools import cache
from typing import Any, BinaryIO

from articles.formats.pdfpages import read_pages

_HEADER = struct.Struct("<Qd")
_LENGTH = struct.Struct("<Q")
_MEMORY_BYTES = 1_000_000_000
_GRACE_SECONDS = 10.0
_START = "from articles.formats.pdfworker import serve; serve()"


def ask_worker(data: bytes, *, max_seconds: float) -> dict[str, Any] | None:
    """Return what `articles.formats.pdfpages.read_pages` returns for a PDF, found by another process.

    Args:
        data: The file.
        max_seconds: After which no further page is begun; somewhat later the process is ended.

    Returns:
        None if the process ended, or had to be ended.

    Raises:
        OSError: If it cannot be started.
    """
    return _worker(os.getpid()).ask(data, max_seconds)


@cache
def _worker(_process_id: int) -> "_Worker":
    """Return the worker of this process; one that was forked must not share its parent's pipes."""
    worker = _Worker()
    atexit.register(worker.stop)
    return worker


class _Worker:
    """Starts the process when it is first asked, and anew after it ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, data: bytes, max_seconds: float) -> dict[str, Any] | None:
        with self._lock:
            process = self._process = self._process or _start()
            timer = threading.Timer(max_seconds + _GRACE_SECONDS, process.kill)
            timer.start()
            try:
                answer = _exchange(process, data, max_seconds)
            except (OSError, EOFError):
                answer = None
            finally:
                timer.cancel()
            if answer is None:
                self.stop()
            return answer

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close(pipe)
        process.wait()


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:  # what was still to be written to a process that has ended
        return


def _start() -> subprocess.Popen[bytes]:
    paths = os.pathsep.join(path or os.curdir for path in sys.path)
    return subprocess.Popen(  # noqa: S603  this very Python
        [sys.executable, "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths},
    )


def _exchange(process: "subprocess.Popen[bytes]", data: bytes, max_seconds: float) -> dict[str, Any]:
    """Send a PDF and return the answer.

    Raises:
        OSError: If the process ends while it is sent.
        EOFError: If it ends before it has answered.
    """
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(_HEADER.pack(len(data), max_seconds))
    process.stdin.write(data)
    process.stdin.flush()
    (length,) = _LENGTH.unpack(_read_exactly(process.stdout, _LENGTH.size))
    answer: dict[str, Any] = json.loads(_read_exactly(process.stdout, length))
    return answer


def _read_exactly(stream: Any, count: int) -> bytes:
    data: bytes = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data


def serve() -> None:
    """Parse PDFs from the standard input until it ends; what a started process does."""
    _limit_memory()
    asked: BinaryIO = sys.stdin.buffer
    while len(header := asked.read(_HEADER.size)) == _HEADER.size:
        size, max_seconds = _HEADER.unpack(header)
        answer = json.dumps(read_pages(_read_exactly(asked, size), max_seconds=max_seconds)).encode()
        sys.stdout.buffer.write(_LENGTH.pack(len(answer)) + answer)
        sys.stdout.buffer.flush()


def _limit_memory() -> None:
    """Limit the address space of this process, where the system can."""
    try:
        import resource  # noqa: PLC0415  not on every system
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(hard, _MEMORY_BYTES)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
