"""Download country dumps of GeoNames: resumed where they broke off, checked for size and wholeness."""

import importlib.metadata
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import urllib3

from geo.errors import FetchError

DUMP_ADDRESS = "https://download.geonames.org/export/dump"
LICENCE_NOTICE = "Places: GeoNames (geonames.org), licence CC BY 4.0: name GeoNames where you show them."
_CODE = re.compile(r"[A-Z]{2}")
_BLOCK_BYTES = 1 << 13
_MOST_BYTES = 1 << 30
_TIMEOUT = urllib3.Timeout(connect=10.0, read=30.0)
_RETRY = urllib3.Retry(total=4, backoff_factor=0.5, status_forcelist=(429, 500, 502, 503, 504))

Progress = Callable[[float], None]


def fetch_dump(
    country: str, folder: Path, *, address: str = DUMP_ADDRESS, progress: Progress | None = None
) -> Path:
    """Download the dump of a country, unless the same one is there already.

    Args:
        country: ISO 3166 alpha-2 code.
        folder: Where `XX.zip` goes; a download that broke off there is resumed.
        address: Folder of the dumps on the server.
        progress: Called with the share done, 0 to 1.

    Returns:
        The archive.

    Raises:
        FetchError: If the code is none, the server does not answer or has no such file, or what came is not
            whole.
    """
    if not _CODE.fullmatch(country):
        raise FetchError(f"countries are two-letter codes such as SY, got {country!r}")
    url = f"{address.rstrip('/')}/{country}.zip"
    target = folder / f"{country}.zip"
    agent = {"User-Agent": f"whoheld/{importlib.metadata.version('whoheld')}"}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with urllib3.PoolManager(headers=agent, timeout=_TIMEOUT, retries=_RETRY) as pool:
            size = _size(pool, url)
            if target.is_file() and target.stat().st_size == size:
                return target
            unfinished = target.with_suffix(".zip.part")
            _download(pool, url, unfinished, size=size, progress=progress)
        _check_whole(unfinished, url)
        unfinished.replace(target)
    except urllib3.exceptions.HTTPError as error:
        raise FetchError(f"{url} cannot be downloaded: {_plain(error)}") from error
    except OSError as error:
        if isinstance(error, FetchError):
            raise
        raise FetchError(f"{target} cannot be written: {error}") from error
    return target


def _size(pool: urllib3.PoolManager, url: str) -> int:
    """Return how many bytes the server says the file has.

    Raises:
        FetchError: If the server has no such file, or does not say.
    """
    answer = pool.request("HEAD", url)
    _check_status(answer.status, url)
    length = answer.headers.get("Content-Length", "")
    if not length.isdecimal() or not 0 < int(length) <= _MOST_BYTES:
        raise FetchError(f"{url}: the server gives no usable size, got {length!r}")
    return int(length)


def _download(
    pool: urllib3.PoolManager, url: str, path: Path, *, size: int, progress: Progress | None
) -> None:
    """Append what is missing to a file, or begin it anew where the server cannot resume."""
    have = path.stat().st_size if path.is_file() else 0
    if have > size:
        path.unlink()
        have = 0
    if have == size:
        return
    asked = {**pool.headers, "Range": f"bytes={have}-"} if have else dict(pool.headers)
    answer = pool.request("GET", url, headers=asked, preload_content=False)
    try:
        _check_status(answer.status, url)
        resumed = answer.status == 206 and have > 0
        done = have if resumed else 0
        with path.open("ab" if resumed else "wb") as file:
            for block in answer.stream(_BLOCK_BYTES):
                file.write(block)
                done += len(block)
                if done > size:
                    break
                if progress:
                    progress(done / size)
    finally:
        answer.release_conn()
    if done != size:
        raise FetchError(f"{url}: {done} of {size} bytes came; run the command again to go on from there")


def _check_status(status: int, url: str) -> None:
    if status == 404:
        raise FetchError(f"{url}: the server has no such file; is the country code right?")
    if status not in (200, 206):
        raise FetchError(f"{url}: the server answers {status}")


def _check_whole(path: Path, url: str) -> None:
    """Refuse, and remove, an archive that is not one or is spoilt."""
    try:
        with zipfile.ZipFile(path) as archive:
            bad = archive.testzip()
    except zipfile.BadZipFile as error:
        path.unlink()
        raise FetchError(f"{url}: what came is no zip archive") from error
    if bad is not None:
        path.unlink()
        raise FetchError(f"{url}: {bad} in the archive is spoilt; run the command again")


def _plain(error: Exception) -> str:
    """Return the innermost reason of a chain of errors, in one line."""
    reason: object = error
    while isinstance(getattr(reason, "reason", None), Exception):
        reason = reason.reason  # type: ignore[attr-defined]
    return str(reason).splitlines()[0]
