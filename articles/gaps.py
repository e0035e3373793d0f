"""Find places whose verb is left out: "took P in May and Q in June"."""

from articles.chunks import Kind
from articles.placewords import PlacePhrase, Target
from articles.trips import Surroundings, Trip

_GAP_REACH = 30
_NEXT = frozenset({"then", "later", "afterwards", "subsequently", "finally"})


class Gaps(Surroundings):
    """Looks on behind a place phrase for more places with days of their own."""

    def gapped(self, trip: Trip, phrase: PlacePhrase) -> list[Target]:
        """Read "took P in May and Q in June", "P was taken in May and Q in June": places with own days."""
        syntax = self.syntax
        found: list[Target] = []
        k, dated = max(phrase.end, trip.after), False
        stop = min(len(syntax.chunks), k + _GAP_REACH)
        while k < stop:
            kind = syntax.kind(k)
            j = k + 1
            if kind is Kind.DATE:
                dated = True
            elif kind is Kind.OPEN:
                j = syntax.close_of(k) + 1
            elif kind in (Kind.STOP, Kind.SUB, Kind.REL, Kind.VERB):
                break
            elif syntax.chunks[k].lower in _NEXT or (dated and kind in (Kind.COMMA, Kind.CONJ)):
                while syntax.kind(j) is Kind.CONJ or syntax.kind(j) is Kind.ADV:
                    j += 1
                told = any(syntax.chunks[i].lower in _NEXT for i in range(k, min(j, len(syntax.chunks))))
                more = self._dated_place(j, told=told)
                if more is not None:
                    found += more.targets
                    j, dated = more.end, False
            k = j
        return found

    def _dated_place(self, k: int, *, told: bool) -> PlacePhrase | None:
        """The places at chunk `k`, if a day follows (or "then" stood before) and they are no subject."""
        syntax = self.syntax
        phrase = self.place_at(k) if syntax.kind(k) is Kind.NP and self.names(k) else None
        if phrase is None or not phrase.targets or syntax.clause_follows(k):
            return None
        end = phrase.end
        ahead = syntax.chunks[end].lower if end < len(syntax.chunks) else ""
        day = syntax.kind(end) is Kind.DATE or (
            syntax.kind(end) is Kind.PREP and syntax.kind(end + 1) is Kind.DATE
        )
        return phrase if told or day or ahead in ("later", "earlier", "too") else None
