"""The part of the world a map opens on: its places with a state, without far outliers."""

from collections.abc import Sequence
from statistics import median

from geo.models import LonLat
from output.frame import Frame
from output.payload_areas import Region
from output.payload_places import PlaceHistory

WORLD_BOX_DEG = (-170.0, -55.0, 170.0, 75.0)
OUTLIER_DEG = 6.0
OUTLIER_MEDIANS = 5.0
WIDEST_AREA_SPANS = 2.5
SMALL_AREA_DEG = 12.0


def find_frame(histories: Sequence[PlaceHistory], regions: Sequence[Region]) -> Frame:
    """Return the box a map opens on.

    Args:
        histories: All places of the map; those with a state count, else all.
        regions: Which of them are areas, with their outlines.

    Returns:
        The box of the towns but those far from the middle of the others, and of the areas around them that
        do not dwarf it; without towns that of the areas; the whole world where there is nothing.
    """
    areas = {region.number: region for region in regions}
    known = [number for number, history in enumerate(histories) if _has_state(history)]
    points = {number: histories[number].place.point for number in known or range(len(histories))}
    towns = {number: point for number, point in points.items() if number not in areas}
    near = _without_outliers(towns or points)
    frame = _box_of(list(near.values())) if towns else None
    reach = frame.padded(1.0) if frame else None
    for number, region in areas.items():
        if region.geometry is None or number not in points:
            continue
        if reach.holds(points[number]) if reach else number in near:
            frame = _join_area(frame, Frame(*region.geometry.bounds))
    return frame or Frame(*WORLD_BOX_DEG)


def _join_area(frame: Frame | None, area: Frame) -> Frame:
    """Return the box around both; the old one where the area would dwarf it."""
    if frame is None:
        return area
    widest_deg = max(SMALL_AREA_DEG, WIDEST_AREA_SPANS * frame.span_deg)
    return frame.joined(area) if area.span_deg <= widest_deg else frame


def _has_state(history: PlaceHistory) -> bool:
    return bool(history.intervals)


def _without_outliers(points: dict[int, LonLat]) -> dict[int, LonLat]:
    """Return the points within a few median distances of the middle; a spread-out map keeps all."""
    if not points:
        return {}
    lon, lat = median(p.lon for p in points.values()), median(p.lat for p in points.values())
    distances = {n: max(abs(p.lon - lon), abs(p.lat - lat)) for n, p in points.items()}
    limit_deg = max(OUTLIER_DEG, OUTLIER_MEDIANS * median(distances.values()))
    return {number: point for number, point in points.items() if distances[number] <= limit_deg}


def _box_of(points: Sequence[LonLat]) -> Frame:
    lons, lats = [p.lon for p in points], [p.lat for p in points]
    return Frame(min(lons), min(lats), max(lons), max(lats))
