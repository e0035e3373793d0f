"""Make sure that whoheld's generically named packages are its own."""

from importlib.util import find_spec
from pathlib import Path

from whoheld.errors import HiddenPackageError

_PACKAGES = ("articles", "geo", "layers", "output")


def check_packages() -> None:
    """Check, without importing them, that our packages lie beside this one.

    Raises:
        HiddenPackageError: If another distribution's package of the same name comes first.
    """
    home = Path(__file__).resolve().parents[1]
    for name in _PACKAGES:
        spec = find_spec(name)
        origin = Path(spec.origin).resolve() if spec and spec.origin else None
        if origin is None or origin.parents[1] != home:
            raise HiddenPackageError(
                f"another package hides ours: {name} is {origin or 'missing'}; "
                "install whoheld in an environment of its own"
            )
