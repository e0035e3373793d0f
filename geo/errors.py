"""What can go wrong while placing names."""


class GeoError(Exception):
    """Base of all errors of `geo`."""


class GazetteerMissingError(GeoError, FileNotFoundError):
    """There is no compiled gazetteer where one was expected."""


class GazetteerBuildError(GeoError, RuntimeError):
    """The gazetteer could not be compiled."""


class BadPlaceDataError(GeoError, ValueError):
    """A place file that breaks its schema; lists every fault with its line."""


class FetchError(GeoError, OSError):
    """A file could not be downloaded whole."""
