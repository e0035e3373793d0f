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


class BadServiceError(GeoError, ValueError):
    """A geocoding service that is unknown, lacks its key, or cannot keep its answers."""


class BadPinError(GeoError, ValueError):
    """A file of pins that breaks its schema; lists every fault with its line."""
