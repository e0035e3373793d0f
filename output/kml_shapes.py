"""Geometries in KML's words."""

from shapely.geometry.base import BaseGeometry

from output.cells import COORDINATE_DECIMALS, Row


class ShapeTexts:
    """Writes the geometries of rows; that of a place is made once."""

    def __init__(self) -> None:
        self._made: dict[str, str] = {}

    def of(self, row: Row) -> str:
        """Return a row's geometry: its own, its place's outline, else its place's point; "" for none."""
        place = row.place
        if place is None:
            return shape_text(row.geometry) if row.geometry is not None else ""
        if place.id not in self._made:
            point = f"<Point>{_coordinates([(place.point.lon, place.point.lat)])}</Point>"
            own = place.geometry
            self._made[place.id] = point if own is None or own.is_empty else shape_text(own)
        return self._made[place.id]


def shape_text(geometry: BaseGeometry) -> str:
    """Return a geometry in WGS 84 as KML, 7 decimals at most."""
    import shapely  # noqa: PLC0415

    if geometry.geom_type.startswith(("Multi", "GeometryCollection")):
        return f"<MultiGeometry>{''.join(map(shape_text, shapely.get_parts(geometry)))}</MultiGeometry>"
    if isinstance(geometry, shapely.Polygon):
        turned = shapely.orient_polygons(geometry, exterior_cw=False)
        inner = "".join(f"<innerBoundaryIs>{_ring(ring)}</innerBoundaryIs>" for ring in turned.interiors)
        return f"<Polygon><outerBoundaryIs>{_ring(turned.exterior)}</outerBoundaryIs>{inner}</Polygon>"
    kind = "Point" if isinstance(geometry, shapely.Point) else "LineString"
    tessellated = "" if kind == "Point" else "<tessellate>1</tessellate>"
    return f"<{kind}>{tessellated}{_coordinates(geometry.coords)}</{kind}>"


def _ring(ring: BaseGeometry) -> str:
    return f"<LinearRing>{_coordinates(ring.coords)}</LinearRing>"


def _coordinates(points: object) -> str:
    text = " ".join(f"{_trim(point[0])},{_trim(point[1])}" for point in points)  # type: ignore[attr-defined]
    return f"<coordinates>{text}</coordinates>"


def _trim(degrees: float) -> float:
    return round(degrees, COORDINATE_DECIMALS) + 0.0
