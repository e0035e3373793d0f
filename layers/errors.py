"""What can go wrong while deriving control from claims."""


class LayersError(Exception):
    """Base of all errors of `layers`."""


class MixedPlacesError(LayersError, ValueError):
    """Claims of several places were given where one place was expected."""


class UnknownFusionError(LayersError, ValueError):
    """A way of weighing claims that does not exist; names the ones that do."""


class BadDaysError(LayersError, ValueError):
    """Days that run backwards, or too few of them."""
