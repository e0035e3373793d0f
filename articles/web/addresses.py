"""Which addresses may be fetched: hosts are looked up once, and only what was checked is connected to."""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from articles.errors import WebError
from articles.web.canonical import SCHEMES

Resolve = Callable[[str, int], Sequence[str]]
"""Returns the IP addresses of a host, for a port."""

_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SPECIAL = ipaddress.ip_network("192.0.0.0/24")  # of protocols, not of hosts
IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect to for an address.

    Attributes:
        host: As the address names it: for the Host header and the server's certificate.
        path: With the query, as it is asked for.
        addresses: IP addresses, checked; nothing else may be connected to.
    """

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]

    @property
    def origin(self) -> str:
        """Return scheme, host and port, as robots.txt is kept by."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Return the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def resolve_host(host: str, port: int) -> Sequence[str]:
    """Return the IP addresses of a host by the machine's own resolver.

    Raises:
        OSError: If there is none.
        UnicodeError: If it is no name of a host.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def find_target(url: str, *, resolve: Resolve, allows_private: bool) -> Target:
    """Look up and check where an address leads.

    Args:
        url: To be fetched.
        resolve: Finds the IP addresses of hosts; asked once.
        allows_private: Whether this machine and private networks may be asked.

    Raises:
        WebError: If the address may not be fetched, or its host is unknown.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise WebError("bad-url", f"no address that can be fetched: {error}") from error
    if parts.scheme.lower() not in SCHEMES or not host:
        raise WebError("refused-address", "only http and https addresses are fetched")
    if parts.username is not None:
        raise WebError("refused-address", "addresses with a user name or password are not fetched")
    port = port or _PORTS[parts.scheme.lower()]
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    addresses = _checked(host, port, resolve, allows_private=allows_private)
    return Target(parts.scheme.lower(), host.lower(), port, path, addresses)


def _checked(host: str, port: int, resolve: Resolve, *, allows_private: bool) -> tuple[str, ...]:
    try:
        addresses = tuple(resolve(host, port))
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise WebError("unreachable", f"the host {host} is not known: {reason}") from error
    if not addresses:
        raise WebError("unreachable", f"the host {host} is not known")
    for address in addresses if not allows_private else ():
        if not is_public(address):
            message = f"{host} is {address}, of this machine or a private network; --allow-private asks it"
            raise WebError("refused-address", message)
    return addresses


def is_public(address: str) -> bool:
    """Tell whether an IP address is one that anybody on the internet may reach.

    IPv4 addresses written into IPv6 ones (mapped, 6to4, Teredo, NAT64) are judged as what they lead to.
    """
    try:
        found: IpAddress = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_open(part) for part in (found, *_embedded(found)))


def _embedded(address: IpAddress) -> list[IpAddress]:
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found: list[IpAddress | None] = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64 or int(address) >> 32 == 0:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [part for part in found if part is not None]


def _is_open(address: IpAddress) -> bool:
    is_mapped = isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None
    is_closed = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )
    if address in _SPECIAL:
        return False
    return is_mapped or (address.is_global and not is_closed) or address in _NAT64
