"""Places: links each place name of an article to a place of the table, where there is evidence for one.

A country is linked by its name alone; a city or subdivision by the countries that the article names, by what follows
its name (`Paris, Texas`), by the states and towns that the article names, and by its population. Where the evidence
does not decide between several places, or nothing supports a small one, the name gets no link: a wrong link costs more
than none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from services.entities.gazetteer import lookup
from services.entities.lexicon import REGION_WORDS
from services.entities.place_names import FindPlaces
from services.entities.place_table import Place, place_table

_COUNTRY_SUPPORT = 3.0
_REGION_SUPPORT = 2.0
"""Added to a place's score, the decimal logarithm of its population, if the article names its country or
subdivision."""

_SURROUNDINGS = 1.5
"""Added if the article names another town or region of its country whose name no other country has."""

_SIBLINGS = 2.0
"""Added to a state if the article names another state of its country: "Minnesota, Virginia and Maine"."""

_TOWNS = 2.0
"""Added to a state for each of its towns that the article names, up to two, if most towns of the country are there."""

_COUNTED_TOWNS = 2

_GOVERNMENT_SITS = 1.5
"""Added to a large capital if the article names a body that sits there."""

_GOVERNMENT = re.compile(r"\b(?:White House|Congress|Senate|Capitol Hill|Pentagon|State Department|D\.C\.)")
"""Bodies by whose seat "Washington" is the city and not the state."""

_DOMINANT = 20
"""How many times larger a state is than all other places of its name, so that the name alone means it."""

_CAPITAL = 3.0
_CHIEF_NAME = 0.5
"""Added for a capital, and for a place whose main name it is rather than another spelling."""

_STATED = 6.0
"""Added if the text states the country or subdivision: `Paris, Texas`."""

_LEAST_LISTED = 2
"""States beside a name from which they are a list, in which the name is a state, too, and no town."""

_LIST_WINDOW = 80
"""Characters on each side of a name in which the members of a list are read."""

_LEAD = 0.8
"""Margin over the second-best score that a link needs."""

_LARGE = 5.0
"""Decimal logarithm of the population from which a place needs no support: readers know so large a town."""

_FORM_OF_STATE = re.compile(
    r"\b(?:state|province|governorate|region|county|oblast|prefecture|district)\b", re.IGNORECASE
)

_PARENT = re.compile(r"(?:\s*[,(]\s*|\s+in\s+)((?:[A-Z][\w.'’-]*)(?:\s+[A-Z][\w.'’-]*){0,2})")
_MEMBER = r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2}"
_STATE_OF = ("state of ", "State of ", "province of ")

_LIST_BEFORE = re.compile(rf"((?:{_MEMBER}, ){{0,4}}{_MEMBER})(?:, (?:and |or )?| (?:and|or) )\Z")
_LIST_BEHIND = re.compile(rf"((?:, {_MEMBER}){{0,4}}),? (?:and|or) ({_MEMBER})")
_ARTICLE = re.compile(r"\b[Tt]he\s+\Z")


class PlaceLinker:
    """Links the places of one article."""

    def __init__(
        self, text: str, country_names: Iterable[str], peoples: Iterable[str], find: FindPlaces | None = None
    ) -> None:
        """`country_names`: all place names of the article; `peoples`: the countries of the peoples that it names.

        `find`: what finds the places of a name in the article's language; the place table without it.
        """
        self._text = text
        self._find = find or place_table().find
        self._countries: Counter[str] = Counter(peoples)
        self._subdivisions: Counter[str] = Counter()
        self._surroundings: set[str] = set()
        self._towns: Counter[str] = Counter()
        self._has_government = _GOVERNMENT.search(text) is not None
        for name in country_names:
            found = self._find(name)
            town = _town(found)
            if town is not None:
                self._towns.update({town.country, town.subdivision} - {""})
            chief = next((place for place in found if place.kind == "country"), None)
            if chief is not None and not _is_disputed(found):
                self._countries[chief.country] += 1
            if len({place.country for place in found}) == 1 and found[0].kind in {"subdivision", "city"}:
                self._surroundings.add(found[0].country)
            for place in found:
                if _is_dominant(place, found):
                    self._subdivisions[place.code] += 1
                    self._countries[place.country] += 1

    def link(self, name: str, forms: Mapping[str, Sequence[tuple[int, int]]]) -> Place | None:
        """The place that `name` means; `forms` are the ways in which it is printed, with their offsets."""
        candidates = [place for form in (name, *forms) for place in self._find(form)]
        if not candidates:
            return None
        candidates = list({(place.kind, place.geonames, place.code): place for place in reversed(candidates)}.values())
        country = next((place for place in candidates if place.kind in {"country", "continent", "region"}), None)
        if country is not None and not _is_disputed(candidates):
            return country
        if _is_region(name) or self._has_article(forms):
            return None
        parents = self._parents(forms)
        if country is not None:
            return self._country_or_state(country, candidates, parents)
        listed, called = self._country_of_list(forms), self._is_called_state(forms)
        states = (place for place in candidates if place.kind == "subdivision" and place.chief_name)
        state = next((place for place in states if called or place.country == listed), None)
        best = state or self._best(name, candidates, parents)
        if best is None:
            return None
        return best if self._is_stated(best, parents) or best.capital or _is_large(best) else None

    def _country_or_state(self, country: Place, candidates: Sequence[Place], parents: set[str]) -> Place | None:
        """The country or the state of one name, as Georgia, if what else the article names speaks for one alone."""
        state = max((place for place in candidates if place.kind == "subdivision"), key=lambda place: place.population)
        has_siblings = _has_siblings(state, self._support(candidates))
        for_state = state.country in parents or has_siblings or self._towns[state.code] > 0
        if country.country in self._countries or self._towns[country.country] > 0:
            return None if for_state else country
        if for_state:
            return state
        others = self._countries.keys() | self._towns.keys()
        return country if others and state.country not in others else None

    def _has_article(self, forms: Mapping[str, Sequence[tuple[int, int]]]) -> bool:
        """Whether "the" stands before the name wherever it occurs, as in `the Gulf`: no town has an article."""
        starts = [start for spans in forms.values() for start, _ in spans]
        return all(_ARTICLE.search(self._text[max(0, start - 8) : start]) for start in starts)

    def _parents(self, forms: Mapping[str, Sequence[tuple[int, int]]]) -> set[str]:
        """Codes of the countries and subdivisions that follow the name, after a comma or "in", or in brackets."""
        codes: set[str] = set()
        for spans in forms.values():
            for _, end in spans[:4]:
                match = _PARENT.match(self._text, end, end + 60)
                if match:
                    words = match[1].split()
                    for size in range(len(words), 0, -1):
                        above = [p for p in self._find(" ".join(words[:size])) if p.kind in {"country", "subdivision"}]
                        if above:
                            codes |= {place.code for place in above}
                            break
        return codes

    def _is_called_state(self, forms: Mapping[str, Sequence[tuple[int, int]]]) -> bool:
        """Whether the text calls it one somewhere: "the state of Washington"."""
        starts = (start for spans in forms.values() for start, _ in spans[:4])
        return any(self._text.endswith(_STATE_OF, 0, start) for start in starts)

    def _country_of_list(self, forms: Mapping[str, Sequence[tuple[int, int]]]) -> str | None:
        """The country whose states are all others of a list that has the name: "Oregon, Washington and Idaho"."""
        for spans in forms.values():
            for start, end in spans[:4]:
                before = _LIST_BEFORE.search(self._text[max(0, start - _LIST_WINDOW) : start])
                behind = _LIST_BEHIND.match(self._text, end, end + _LIST_WINDOW)
                members = before[1].split(", ") if before else []
                members += [*behind[1].split(", ")[1:], behind[2]] if behind else []
                countries = {self._country_of_state(member) for member in members}
                if len(members) >= _LEAST_LISTED and len(countries) == 1:
                    return countries.pop()
        return None

    def _country_of_state(self, words: str) -> str | None:
        """The country of a state that the words, or the last of them, name; None where they name none."""
        split = words.split()
        for size in range(len(split), 0, -1):
            found = self._find(" ".join(split[-size:]))
            state = next((place for place in found if _is_dominant(place, found)), None)
            if state is not None:
                return state.country
        return None

    def _best(self, name: str, candidates: Sequence[Place], parents: set[str]) -> Place | None:
        support = self._support(candidates)
        named_like_state = {place.subdivision for place in candidates if _is_large(place)}
        scores = [
            self._score(name, place, parents, support)
            + (self._support_of_state(place, support) if place.code not in named_like_state else 0.0)
            for place in candidates
        ]
        scored = sorted(zip(scores, candidates, strict=True), key=lambda pair: -pair[0])
        best_score, best = scored[0]
        others = [score for score, place in scored[1:] if not _is_same_area(place, best)]
        return None if others and best_score - others[0] < _LEAD else best

    def _support(self, candidates: Sequence[Place]) -> set[str]:
        """Codes of the states that the article names but those of this name, which says nothing of its town."""
        return self._subdivisions.keys() - {place.code for place in candidates}

    def _score(self, name: str, place: Place, parents: set[str], support: set[str]) -> float:
        score = math.log10(place.population + 10)
        score += _COUNTRY_SUPPORT * (place.country in self._countries)
        score += _SURROUNDINGS * (place.country in self._surroundings or self._has_other_town(name, place.country))
        score += _REGION_SUPPORT * (place.subdivision in support)
        score += _CAPITAL * place.capital + _CHIEF_NAME * place.chief_name
        score += _STATED * bool(parents & {place.country, place.subdivision} - {""})
        if place.kind == "subdivision":
            score += 1.0 if _FORM_OF_STATE.search(name) else -1.0
        if self._has_government and place.capital and _is_large(place):
            score += _GOVERNMENT_SITS
        return score

    def _has_other_town(self, name: str, country: str) -> bool:
        """Whether the article names an unmistakable town of the country beside `name`."""
        own = _town(self._find(name))
        return self._towns[country] > (own is not None and own.country == country)

    def _support_of_state(self, state: Place, support: set[str]) -> float:
        """What other states of its country, and its own towns if most of the country's towns are its, add to a state.

        Not for a state whose large town has its name, as New York: newspapers mean the town, whatever they name
        beside it.
        """
        if state.kind != "subdivision":
            return 0.0
        towns = self._towns[state.code]
        counted = min(towns, _COUNTED_TOWNS) if 2 * towns >= self._towns[state.country] else 0
        return _SIBLINGS * _has_siblings(state, support) + _TOWNS * counted

    def _is_stated(self, place: Place, parents: set[str]) -> bool:
        """Whether the article names the country, or the text right after the name its country or subdivision."""
        return place.country in self._countries or bool(parents & ({place.country, place.subdivision} - {""}))


def _has_siblings(state: Place, support: Iterable[str]) -> bool:
    return any(code.startswith(f"{state.country}-") for code in support)


def _is_dominant(place: Place, named: Sequence[Place]) -> bool:
    """Whether the name alone means this state, so much larger is it than all other places of the name."""
    if place.kind != "subdivision" or not place.chief_name:
        return False
    others = [other.population for other in named if other is not place and not _is_same_area(other, place)]
    return not others or (place.population >= _DOMINANT * max(others) and all(o.kind == "city" for o in named[1:]))


def _town(named: Sequence[Place]) -> Place | None:
    """The town that a name means if it is that of no country or state, and that of one town before all others."""
    if any(place.kind != "city" and not _is_district(place) for place in named):
        return None
    named = [place for place in named if place.kind == "city"]
    chief = sorted((place for place in named if place.chief_name), key=lambda place: -place.population)
    if not chief or (len(chief) > 1 and chief[0].population < _DOMINANT * chief[1].population):
        return None
    return chief[0]


def _is_district(place: Place) -> bool:
    """Whether the subdivision is one of a town, of which the table has no population: the City of London."""
    return place.kind == "subdivision" and place.population == 0


def _is_large(place: Place) -> bool:
    return place.kind != "continent" and place.population >= 10**_LARGE


def _is_disputed(candidates: Sequence[Place]) -> bool:
    """Whether both a country and a large subdivision of another country have the name, as Georgia."""
    countries = {place.country for place in candidates if place.kind == "country"}
    return any(
        place.kind == "subdivision" and place.chief_name and place.country not in countries and place.population > 10**6
        for place in candidates
    ) and bool(countries)


def _is_region(name: str) -> bool:
    """Whether the name is that of a part of the world: the table lacks these, but may have a town of the same name."""
    known = lookup(name)
    return name.casefold() in REGION_WORDS or (known is not None and known.type == "LOC")


def _is_same_area(place: Place, best: Place) -> bool:
    """Whether the places are a city and its own subdivision: whichever is chosen, the country is right."""
    return place.country == best.country and (place.code == best.subdivision or place.subdivision == best.code != "")
