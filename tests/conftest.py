"""Fixtures for every test: no network, and the data folder that may lie beside the checkout."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections to anywhere but this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in _LOOPBACK:
            raise PermissionError(f"tests may not reach {address[0]}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session", autouse=True)
def _no_places_of_the_users_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the places this machine's user added out of the tests."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("WHOHELD_DATA", str(tmp_path_factory.mktemp("data") / "whoheld"))
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of labelled data beside the checkout; skip where it is absent."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "eval").is_dir():
        pytest.skip("the folder of labelled data is not beside the checkout")
    return folder
