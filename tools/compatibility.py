"""What in a new JSON Schema breaks those who still know the old one.

Services and consumers are never upgraded all at once, and a topic keeps what was written before. So a change must hold
in both directions: a new reader takes old data, and an old reader takes new data. Fields that a reader does not know
are passed over (`schemas.document.Contract`), so a new optional field breaks nobody.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, cast

Schema: TypeAlias = Mapping[str, object]

UPPER_LIMITS = ("maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties")
LOWER_LIMITS = ("minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties")
FIXED = (
    *("pattern", "format", "multipleOf", "uniqueItems", "contentEncoding", "contentMediaType"),
    *("allOf", "not", "if", "then", "else", "contains", "propertyNames", "patternProperties"),
    *("dependentRequired", "dependentSchemas", "unevaluatedItems", "unevaluatedProperties"),
)
"""Keywords of which no change can be shown to be harmless; what is not understood must not pass."""

_NULL: Schema = {"type": "null"}


def breaking_changes(old: Schema, new: Schema) -> list[str]:
    """What breaks a reader of the one schema on data of the other; empty where both get along.

    Each change is a line `path: what changed`; the path reads like `quotes[].speaker.name`. References within a
    schema (`#/$defs/Speaker`) are followed. What documents but does not bind (title, description, default, examples)
    may change.
    """
    comparison = _Comparison(old, new)
    comparison.compare("", old, new)
    return comparison.found


@dataclass(slots=True)
class _Comparison:
    old_root: Schema
    new_root: Schema
    found: list[str] = field(default_factory=list)
    under_way: frozenset[tuple[str, str]] = frozenset()
    """Pairs being compared, as JSON: a schema that contains itself must not be followed for ever."""

    def compare(self, path: str, old: Schema, new: Schema) -> None:
        pair = (json.dumps(old, sort_keys=True), json.dumps(new, sort_keys=True))
        outer = self.under_way
        if pair in outer:
            return
        self.under_way = outer | {pair}
        self._compare_forms(path, _forms(old, self.old_root), _forms(new, self.new_root))
        self.under_way = outer

    def _compare_forms(self, path: str, old: list[Schema], new: list[Schema]) -> None:
        if (_NULL in old) != (_NULL in new):
            self._report(path, "may no longer be null" if _NULL in old else "may now be null")
        old = [form for form in old if form != _NULL]
        new = [form for form in new if form != _NULL]
        if len(old) == len(new) == 1:
            self._compare_form(path, old[0], new[0])
            return
        for form in old:
            if not any(self._alike(form, other) for other in new):
                self._report(path, f"no longer may be {_named(form)}")
        for form in new:
            if not any(self._alike(other, form) for other in old):
                self._report(path, f"may now be {_named(form)}")

    def _alike(self, old: Schema, new: Schema) -> bool:
        trial = _Comparison(self.old_root, self.new_root, under_way=self.under_way)
        trial._compare_form("", old, new)
        return not trial.found

    def _compare_form(self, path: str, old: Schema, new: Schema) -> None:
        if old.get("type") != new.get("type"):
            self._report(path, f"type changed from {_named(old)} to {_named(new)}")
            return
        self._compare_values(path, old, new)
        self._compare_limits(path, old, new)
        self._compare_fixed(path, old, new)
        self._compare_properties(path, old, new)
        self._compare_within(f"{path}[]", "items", old, new)
        self._compare_within(f"{path}.*", "additionalProperties", old, new)
        self._compare_places(path, old, new)

    def _compare_values(self, path: str, old: Schema, new: Schema) -> None:
        """Enumerations and constants: who must know all values is broken by a new one."""
        known, offered = _values(old), _values(new)
        if known is None or offered is None:
            if known != offered:
                change = "now only certain values" if known is None else "no longer only certain values"
                self._report(path, f"{change} are allowed")
            return
        for value in known:
            if value not in offered:
                self._report(path, f"value {value} was removed")
        for value in offered:
            if value not in known:
                self._report(path, f"value {value} was added")

    def _compare_limits(self, path: str, old: Schema, new: Schema) -> None:
        for name in UPPER_LIMITS + LOWER_LIMITS:
            before, after = old.get(name), new.get(name)
            if before == after:
                continue
            if _tightened(before, after, upper=name in UPPER_LIMITS):
                self._report(path, f"{name} was tightened from {_shown(before)} to {_shown(after)}")
            else:
                self._report(path, f"{name} was loosened from {_shown(before)} to {_shown(after)}")

    def _compare_fixed(self, path: str, old: Schema, new: Schema) -> None:
        for name in FIXED:
            if old.get(name) != new.get(name):
                self._report(path, f"{name} changed from {_shown(old.get(name))} to {_shown(new.get(name))}")

    def _compare_properties(self, path: str, old: Schema, new: Schema) -> None:
        before, after = _schemas(old.get("properties")), _schemas(new.get("properties"))
        required_before, required_after = _names(old.get("required")), _names(new.get("required"))
        for name in before:
            if name not in after:
                self._report(_below(path, name), "was removed")
                continue
            if name in required_before and name not in required_after:
                self._report(_below(path, name), "is no longer always there")
            self.compare(_below(path, name), before[name], after[name])
        for name in sorted(required_after - required_before):
            self._report(_below(path, name), "is now required")

    def _compare_within(self, path: str, keyword: str, old: Schema, new: Schema) -> None:
        """A schema for all members; true and false stand for schemas, and none is the same as true."""
        if keyword in old or keyword in new:
            self.compare(path, _subschema(old.get(keyword, True)), _subschema(new.get(keyword, True)))

    def _compare_places(self, path: str, old: Schema, new: Schema) -> None:
        before, after = _subschemas(old.get("prefixItems")), _subschemas(new.get("prefixItems"))
        if len(before) != len(after):
            self._report(path, f"has {len(after)} fixed places, not {len(before)}")
        for number, (one, other) in enumerate(zip(before, after, strict=False)):
            self.compare(f"{path}[{number}]", one, other)

    def _report(self, path: str, change: str) -> None:
        self.found.append(f"{path.removeprefix('.') or 'the whole'}: {change}")


def _forms(schema: Schema, root: Schema) -> list[Schema]:
    """The forms that a value may take: references followed, alternatives and lists of types spread out."""
    if "$ref" in schema:
        rest = {name: value for name, value in schema.items() if name != "$ref"}
        target = _resolved(str(schema["$ref"]), root)
        return _forms({**target, **rest}, root)
    for keyword in ("anyOf", "oneOf"):
        if keyword in schema:
            rest = {name: value for name, value in schema.items() if name != keyword}
            forms = [form for option in _subschemas(schema[keyword]) for form in _forms(option, root)]
            return [form if form == _NULL else {**rest, **form} for form in forms]
    types = schema.get("type")
    if isinstance(types, list):
        return [_NULL if name == "null" else {**schema, "type": name} for name in types]
    return [_NULL if types == "null" else schema]


def _resolved(reference: str, root: Schema) -> Schema:
    """What a JSON Pointer (RFC 6901) within the schema points at.

    Raises:
        ValueError: it points outside the schema, or at nothing.
    """
    if not reference.startswith("#"):
        raise ValueError(f"{reference} points outside its schema")
    found: object = root
    for part in reference.removeprefix("#").split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if not isinstance(found, Mapping) or name not in found:
            raise ValueError(f"{reference} points at nothing")
        found = found[name]
    return _subschema(found)


def _values(schema: Schema) -> list[str] | None:
    """The values that are allowed, as JSON; None where any is."""
    if "const" in schema:
        return [json.dumps(schema["const"])]
    values = schema.get("enum")
    return [json.dumps(value) for value in values] if isinstance(values, list) else None


def _tightened(before: object, after: object, *, upper: bool) -> bool:
    if not isinstance(before, int | float):
        return True
    if not isinstance(after, int | float):
        return False
    return after < before if upper else after > before


def _subschema(value: object) -> Schema:
    if isinstance(value, Mapping):
        return cast(Schema, value)
    return {"type": "nothing"} if value is False else {}


def _subschemas(value: object) -> list[Schema]:
    return [_subschema(one) for one in value] if isinstance(value, Sequence) else []


def _schemas(value: object) -> dict[str, Schema]:
    return {str(name): _subschema(one) for name, one in value.items()} if isinstance(value, Mapping) else {}


def _names(value: object) -> set[str]:
    return {str(name) for name in value} if isinstance(value, Sequence) else set()


def _below(path: str, name: str) -> str:
    return f"{path}.{name}"


def _named(schema: Schema) -> str:
    return str(schema.get("title") or schema.get("type") or "anything")


def _shown(value: object) -> str:
    return "none" if value is None else json.dumps(value)
