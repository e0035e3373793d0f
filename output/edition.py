"""Which whoheld wrote a file."""

from importlib.metadata import PackageNotFoundError, version


def installed_version() -> str:
    """Return the version of the installed whoheld, "" where it is not installed."""
    try:
        return version("whoheld")
    except PackageNotFoundError:
        return ""
