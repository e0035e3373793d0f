"""Colours of one map's actors: listed ones keep their own, the others stay apart from those near them."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from articles.models import Actor
from output.payload_places import PlaceHistory
from output.style import colour_of, load_palette

MIN_DISTANCE = 0.1  # in OKLab, plainly different side by side, on a small faded dot too
LIGHTNESS_WEIGHT = 0.3
ONE_THEATRE = 30

Lab = tuple[float, float, float]


def choose_colours(
    histories: Sequence[PlaceHistory], actor_ids: Sequence[str], actors: Mapping[str, Actor]
) -> dict[str, str]:
    """Return a colour per actor.

    An actor whose file gives it a colour wears it on every map. Any other gets its stable pick from the
    palette, unless an actor of the same theatre wears nearly the same; then the palette's free colour most
    like it. Allies of one side may wear shades of one colour. On a map of few actors all are of one theatre,
    on others those that hold places in one country.

    Args:
        histories: The places of the map.
        actor_ids: Every actor the map names.
        actors: What is known of them.
    """
    uses, countries = _count_uses(histories)
    chosen = {
        one: colour_of(actors[one]) for one in sorted(actor_ids) if one in actors and actors[one].colour
    }
    for actor_id in sorted(set(actor_ids) - chosen.keys(), key=lambda one: (-uses[one], one)):
        own = colour_of(actors.get(actor_id, actor_id))
        near = [
            _lab(chosen[other])
            for other in chosen
            if uses[other]
            and (len(actor_ids) <= ONE_THEATRE or countries[other] & countries[actor_id])
            and not _are_allied(actors.get(actor_id), actors.get(other))
        ]
        chosen[actor_id] = own if _gap(own, near) >= MIN_DISTANCE else _distinct(own, near)
    return chosen


def _are_allied(one: Actor | None, other: Actor | None) -> bool:
    return one is not None and other is not None and one.side != "" and one.side == other.side


def _count_uses(histories: Sequence[PlaceHistory]) -> tuple[Counter[str], Mapping[str, set[str]]]:
    """Return how many intervals name each actor, and the countries of those places."""
    uses: Counter[str] = Counter()
    countries: defaultdict[str, set[str]] = defaultdict(set)
    for history in histories:
        for actor_id in (actor for span in history.intervals for actor in span.actors):
            uses[actor_id] += 1
            countries[actor_id].add(history.place.country)
    return uses, countries


def _distinct(own: str, near: Sequence[Lab]) -> str:
    """Return the palette's colour most like an actor's own that none near wears, else the farthest."""
    colours = sorted({own, *load_palette().actors})
    free = [colour for colour in colours if _gap(colour, near) >= MIN_DISTANCE]
    if free:
        return min(free, key=lambda colour: math.dist(_lab(colour), _lab(own)))
    return max(colours, key=lambda colour: _gap(colour, near))


def _gap(colour: str, others: Sequence[Lab]) -> float:
    return min((math.dist(_lab(colour), other) for other in others), default=math.inf)


def _lab(colour: str) -> Lab:
    """Return OKLab coordinates of "#rrggbb" (Ottosson 2020), lightness weighted less as age changes it."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    cones = [
        math.cbrt(a * red + b * green + c * blue)
        for a, b, c in (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        )
    ]
    weights = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    light, a, b = (sum(w * cone for w, cone in zip(row, cones, strict=True)) for row in weights)
    return LIGHTNESS_WEIGHT * light, a, b


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
