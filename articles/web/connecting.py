"""One request to one checked address: answered in time and in size, or not at all."""

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from typing import Self

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.response import BaseHTTPResponse
from urllib3.util.ssl_match_hostname import CertificateError

from articles.errors import WebError
from articles.web.addresses import Target
from articles.web.inflating import PACKINGS, too_large, unpack
from articles.web.limits import FetchOptions

_BLOCK_BYTES = 65_536
_ACCEPTED = "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf,text/plain,*/*;q=0.5"
_NEVER_TEXT = ("audio/", "font/", "image/", "model/", "video/")
_OK = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered to one request.

    Attributes:
        headers: By lower-case name.
        body: Unpacked; empty unless the status is 200.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        """Return the kind of the body in lower case, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """Return the encoding that the server names, or ""."""
        message = Message()
        message["Content-Type"] = self.headers.get("content-type", "")
        charset = message.get_param("charset", "")
        return charset if isinstance(charset, str) else ""


def ask(target: Target, headers: Mapping[str, str], options: FetchOptions) -> Answer:
    """Send one request, to one of the checked addresses of a target and nowhere else.

    Args:
        target: Where to.
        headers: Besides those that every request has.
        options: Limits.

    Raises:
        WebError: If there is no answer in time, or it is too large.
    """
    last = len(target.addresses) - 1
    for number, address in enumerate(target.addresses):
        try:
            return _ask_address(address, target, headers, options)
        except WebError as error:
            if error.code != "unreachable" or number == last:
                raise
    raise WebError("unreachable", f"the host {target.host} is not known")


def _ask_address(address: str, target: Target, headers: Mapping[str, str], options: FetchOptions) -> Answer:
    connection = _connection(address, target, options)
    with _in_words(target, options), _Deadline(connection, options.whole_seconds) as deadline:
        connection.connect()
        deadline.socket = connection.sock
        if connection.sock is not None:
            connection.sock.settimeout(options.read_seconds)
        sent = {
            "Host": target.authority,
            "User-Agent": options.user_agent,
            "Accept": _ACCEPTED,
            "Accept-Encoding": PACKINGS,
            "Connection": "close",
            **headers,
        }
        connection.timeout = options.read_seconds
        connection.request("GET", target.path, headers=sent, preload_content=False, decode_content=False)
        response = connection.getresponse()
        try:
            return _read(response, options)
        finally:
            response.close()


def _connection(address: str, target: Target, options: FetchOptions) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=options.connect_seconds)
    return HTTPSConnection(
        address,
        target.port,
        timeout=options.connect_seconds,
        cert_reqs="CERT_REQUIRED",
        server_hostname=target.host,
        assert_hostname=target.host,
    )


def _read(response: BaseHTTPResponse, options: FetchOptions) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    answer = Answer(response.status, headers, b"")
    if response.status != _OK:
        return answer
    if answer.content_type.startswith(_NEVER_TEXT):
        raise WebError("no-text", f"it is no text but {answer.content_type}")
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > options.max_bytes:
        raise too_large(options.max_bytes)
    blocks = response.stream(_BLOCK_BYTES, decode_content=False)
    body = unpack(blocks, headers.get("content-encoding", ""), max_bytes=options.max_bytes)
    return Answer(response.status, headers, body)


class _Deadline:
    """Cuts a connection when its time is up, and closes it in any case.

    Time-outs of sockets begin anew with each byte, so that they do not end an answer that drips.
    """

    def __init__(self, connection: HTTPConnection, seconds: float) -> None:
        """Name the connection and its time."""
        self.socket: socket.socket | None = None
        self._connection = connection
        self._seconds = seconds
        self._is_over = threading.Event()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def _cut(self) -> None:
        self._is_over.set()
        open_socket = self.socket or self._connection.sock
        if open_socket is not None:
            with suppress(OSError):
                open_socket.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        self._timer.cancel()
        self._connection.close()
        if self.socket is not None:
            self.socket.close()
        if self._is_over.is_set() and (error is None or isinstance(error, (HTTPError, OSError, ValueError))):
            raise _too_slow(self._seconds) from error


def _too_slow(seconds: float) -> WebError:
    return WebError("timeout", f"the whole answer did not come within {seconds:g} s", is_passing=True)


@contextmanager
def _in_words(target: Target, options: FetchOptions) -> Iterator[None]:
    """Turn what can go wrong on the way into one line.

    Raises:
        WebError: Instead of anything else.
    """
    host = target.authority
    try:
        yield
    except WebError:
        raise
    except (SSLError, ssl.SSLError, CertificateError) as error:
        raise WebError(
            "bad-certificate", f"{host} does not prove that it is {target.host}: {_reason(error)}"
        ) from error
    except NewConnectionError as error:
        raise WebError(
            "unreachable", f"{host} cannot be reached: {_reason(error)}", is_passing=True
        ) from error
    except ConnectTimeoutError as error:
        message = f"{host} does not take connections within {options.connect_seconds:g} s"
        raise WebError("timeout", message, is_passing=True) from error
    except (ReadTimeoutError, TimeoutError) as error:
        message = f"{host} was silent for {options.read_seconds:g} s"
        raise WebError("timeout", message, is_passing=True) from error
    except (HTTPError, OSError) as error:
        message = f"the connection to {host} broke off: {_reason(error)}"
        raise WebError("broken", message, is_passing=True) from error
    except ValueError as error:
        raise WebError("bad-url", f"no address that can be fetched: {_reason(error)}") from error


def _reason(error: BaseException) -> str:
    """Return the innermost reason of a chain of errors, in one line."""
    inner = error
    while inner.__cause__ is not None:
        inner = inner.__cause__
    words = getattr(inner, "strerror", None) or getattr(inner, "verify_message", None) or str(inner)
    return " ".join(str(words).split())
