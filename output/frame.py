"""A box on the map."""

from dataclasses import dataclass

from geo.models import LonLat

MIN_MARGIN_DEG = 3.0
MAX_LATITUDE = 84.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A box of WGS 84 degrees."""

    west: float
    south: float
    east: float
    north: float

    def check(self) -> None:
        """Refuse a box that nobody can draw: off the globe, the wrong way round, or empty.

        Raises:
            ValueError: If it is one.
        """
        if not (-180 <= self.west < self.east <= 180 and -90 <= self.south < self.north <= 90):
            raise ValueError(
                "a box is west,south,east,north in degrees, west < east and south < north, such as "
                f"36,32,48,38; got {self.text()}"
            )

    def text(self) -> str:
        """Return west,south,east,north."""
        return ",".join(f"{side:g}" for side in (self.west, self.south, self.east, self.north))

    def within_mercator(self) -> "Frame":
        """Return what of the box Web Mercator shows."""
        return Frame(self.west, max(-MAX_LATITUDE, self.south), self.east, min(MAX_LATITUDE, self.north))

    @property
    def span_deg(self) -> float:
        """The longer side in degrees."""
        return max(self.east - self.west, self.north - self.south)

    def padded(self, share: float) -> "Frame":
        """Return the box with a share of its span around it, within what Web Mercator shows."""
        margin = max(MIN_MARGIN_DEG, share * self.span_deg)
        return Frame(
            max(-180.0, self.west - margin),
            max(-MAX_LATITUDE, self.south - margin),
            min(180.0, self.east + margin),
            min(MAX_LATITUDE, self.north + margin),
        )

    def holds(self, point: LonLat) -> bool:
        """Return whether a point lies in the box."""
        return self.west <= point.lon <= self.east and self.south <= point.lat <= self.north

    def joined(self, other: "Frame") -> "Frame":
        """Return the box around both."""
        return Frame(
            min(self.west, other.west),
            min(self.south, other.south),
            max(self.east, other.east),
            max(self.north, other.north),
        )
