"""Pictures of the map: a still of one day, or the whole span animated; what may be chosen about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from output.errors import MissingExtraError, UnknownFormatError
from output.frame import Frame
from output.mapoptions import Outlines
from output.models import Results

STILLS = (".png", ".svg")
ANIMATIONS = (".gif", ".webp")
PICTURES = (*STILLS, *ANIMATIONS)
LAYERS_SHOWN = ("control", "areas", "front")
STEPS: Mapping[str, int] = MappingProxyType({"day": 1, "week": 7, "month": 30})
"""Days from one picture of an animation to the next, about."""
MIN_SIZE_PX, MAX_SIZE_PX = (640, 420), 8_000
STILL_SIZE_PX, ANIMATION_SIZE_PX = (1600, 1000), (1120, 700)
_MAX_FRAME_MS = 10_000


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """What a user may choose about a picture.

    Attributes:
        title: Heading; "" takes the default words.
        size_px: Width and height at 100 dots per inch; None = the usual size of the format.
        frame: The degrees to show; None = where the reports are.
        dpi: Dots per inch of a .png: 200 doubles its pixels, with all letters and marks.
        on: Day of a still; None = the last day of the reports.
        since: First day of an animation; None = that of the reports.
        until: Last day of an animation; None = that of the reports.
        step: "day", "week" or "month" from picture to picture; "" = the shortest with 200 pictures or fewer.
        frame_ms: Milliseconds a picture is shown; None = by their number.
        outlines: Boundaries of the background; None opens the shipped ones.
    """

    title: str = ""
    size_px: tuple[int, int] | None = None
    frame: Frame | None = None
    dpi: int = 100
    on: date | None = None
    since: date | None = None
    until: date | None = None
    step: str = ""
    frame_ms: int | None = None
    outlines: Outlines | None = None

    def __post_init__(self) -> None:
        """Refuse sizes nobody can read or store, unknown steps, and ranges that end before they begin."""
        if self.frame is not None:
            self.frame.check()
        width, height = self.size_px or STILL_SIZE_PX
        if not (
            MIN_SIZE_PX[0] <= width <= MAX_SIZE_PX
            and MIN_SIZE_PX[1] <= height <= MAX_SIZE_PX
            and 50 <= self.dpi <= 600
            and max(width, height) * self.dpi <= 200 * MAX_SIZE_PX
        ):
            raise ValueError(
                f"a picture has from {MIN_SIZE_PX[0]}x{MIN_SIZE_PX[1]} to {MAX_SIZE_PX}x{MAX_SIZE_PX} pixels "
                f"and 50 to 600 dots per inch; got {width}x{height} at {self.dpi}"
            )
        if self.step not in ("", *STEPS):
            raise ValueError(f"a step is {', '.join(STEPS)}; got {self.step!r}")
        if self.frame_ms is not None and not 20 <= self.frame_ms <= _MAX_FRAME_MS:
            raise ValueError(f"a picture is shown for 20 to {_MAX_FRAME_MS} ms; got {self.frame_ms}")
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"a range ends after it begins; got {self.since} to {self.until}")


def is_picture(path: Path) -> bool:
    """Tell whether a file is a picture, by its suffix."""
    return path.suffix.lower() in PICTURES


def check_picture(layer: str) -> None:
    """Refuse layers that no picture shows, and pictures where the packages for them are missing.

    Raises:
        UnknownFormatError: Names the layers that pictures show.
        MissingExtraError: If matplotlib or Pillow is not installed.
    """
    if layer not in LAYERS_SHOWN:
        raise UnknownFormatError(f"pictures show {', '.join(LAYERS_SHOWN)}; got {layer}")
    missing = [name for name, module in (("matplotlib", "matplotlib"), ("Pillow", "PIL")) if not _has(module)]
    if missing:
        raise MissingExtraError(f"pictures need {' and '.join(missing)}: pip install 'whoheld[pictures]'")


def _has(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ValueError:  # a module that somebody switched off in sys.modules
        return False


def write_picture(
    results: Results, path: Path, *, layer: str = "control", options: PictureOptions | None = None
) -> None:
    """Write a still (.png, .svg) or an animation (.gif, .webp); the same results give the same bytes.

    Towns are always on it; areas and front lines where the results hold them and the layer asks for them.

    Args:
        results: Of one run.
        path: Target; its suffix is the format.
        layer: "control" for towns alone, "areas", or "front".
        options: Choices; None takes the defaults.

    Raises:
        UnknownFormatError: If no picture shows the layer, or the suffix is none of a picture.
        MissingExtraError: If matplotlib or Pillow is not installed.
        EmptyPictureError: If there is nothing to animate.
        UnwritableError: If the file cannot be written.
    """
    check_picture(layer)
    if not is_picture(path):
        raise UnknownFormatError(f"a picture is {', '.join(PICTURES)}; got {path}")
    chosen = options or PictureOptions()
    if path.suffix.lower() in STILLS:
        from output.picture_still import write_still  # noqa: PLC0415 - matplotlib is slow to import

        write_still(results, path, layer=layer, options=chosen)
    else:
        from output.picture_animation import write_animation  # noqa: PLC0415

        write_animation(results, path, layer=layer, options=chosen)
