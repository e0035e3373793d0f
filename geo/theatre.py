"""The theatre of a run: the countries and the neighbourhood that its texts are about."""

from dataclasses import dataclass

from geo.models import LonLat


@dataclass(frozen=True, slots=True)
class ResolveOptions:
    """What the user knows of the places to expect, and how sure a choice must be.

    Attributes:
        countries: ISO 3166 alpha-2 codes of the theatre; places there are preferred, not required.
        near: Centre of the theatre.
        near_km: Kilometres around `near` that count as close.
        least_probability: A choice under this is ambiguous if a rival lies far away.
        rival_km: Rivals nearer than this are as good as the choice itself.
        max_candidates: Candidates that a resolution lists.
        suggestions: Whether unknown names get similarly spelled places of `countries` to look at.
    """

    countries: frozenset[str] = frozenset()
    near: LonLat | None = None
    near_km: float = 300.0
    least_probability: float = 0.4
    rival_km: float = 50.0
    max_candidates: int = 5
    suggestions: bool = True

    def __post_init__(self) -> None:
        """Refuse country codes that are none, and distances that are none."""
        wrong = sorted(
            code for code in self.countries if not (len(code) == 2 and code.isalpha() and code.isupper())
        )
        if wrong:
            raise ValueError(f"a country is two capital letters such as SY, got {', '.join(wrong)}")
        if self.near_km <= 0 or self.rival_km < 0:
            raise ValueError("near_km is above 0 and rival_km at least 0 kilometres")
