"""Give each role in the cluster the rights that its work takes, and show what it has beyond them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
)
from kafka.errors import SecurityDisabledError

from copydesk.operator.cluster import ClusterError, admin_client
from copydesk.runtime.rights import Right
from copydesk.runtime.settings import Settings

State: TypeAlias = Literal["present", "missing", "added", "extra", "removed"]

ROLE = "{role}"
"""Stands for a role's name where principals are named by a pattern."""

ANY_HOST = "*"

_PATTERNS = {"literal": ACLResourcePatternType.LITERAL, "prefix": ACLResourcePatternType.PREFIXED}


@dataclass(frozen=True, slots=True)
class Rule:
    """One ACL: who may do what with which topic or group, names as in the cluster."""

    principal: str
    resource: str
    name: str
    pattern: str
    operation: str
    permission: str = "Allow"
    host: str = ANY_HOST


@dataclass(frozen=True, slots=True)
class RuleState:
    """A rule, and how the cluster has it. `extra` is what nobody's work takes."""

    rule: Rule
    state: State


def name_principals(roles: Iterable[str], pattern: str, named: Mapping[str, str]) -> dict[str, str]:
    """The principal of each role: its own of `named`, else the pattern with the role's name for `{role}`.

    Raises:
        ValueError: `named` has a role that there is not, or a principal is none of Kafka's, TYPE:NAME.
    """
    known = list(roles)
    unknown = sorted(set(named) - set(known))
    if unknown:
        raise ValueError(f"no such role: {', '.join(unknown)}; there are {', '.join(known)}")
    principals = {role: named.get(role) or pattern.replace(ROLE, role) for role in known}
    for principal in principals.values():
        if not re.fullmatch(r"[A-Za-z]+:[^\s*][^\r\n]*", principal):
            raise ValueError(f"{principal!r} is no principal: TYPE:NAME, for example User:copydesk-cleaner")
    return principals


def rules_of(principal: str, rights: Iterable[Right], settings: Settings) -> list[Rule]:
    """The rights of one role as rules for its principal."""
    return [
        Rule(principal, right.resource, right.name_in(settings), right.pattern, operation)
        for right in rights
        for operation in right.operations
    ]


def compare_rules(wanted: Sequence[Rule], found: Iterable[Rule]) -> list[RuleState]:
    """Of each wanted rule whether it is there, and then what is there beyond them."""
    there = set(found)
    # Two roles may be one principal.
    once = list(dict.fromkeys(wanted))
    states = [RuleState(rule, "present" if rule in there else "missing") for rule in once]
    extra = sorted(there - set(once), key=lambda rule: (rule.principal, rule.resource, rule.name, rule.operation))
    return states + [RuleState(rule, "extra") for rule in extra]


def apply_rules(
    settings: Settings, wanted: Sequence[Rule], *, dry_run: bool = False, remove_extra: bool = False
) -> list[RuleState]:
    """Add what is missing, and take away what is extra where that is asked for. May be run again at any time.

    Looked at are the rules of the principals in `wanted`, and no others.

    Raises:
        ClusterError: the cluster cannot be reached, has no authorizer, or refuses.
    """
    with admin_client(settings) as client:
        try:
            states = compare_rules(wanted, _found(client, {rule.principal for rule in wanted}))
            return states if dry_run else _applied(client, states, remove_extra=remove_extra)
        except SecurityDisabledError:
            raise ClusterError(
                f"{settings.brokers}: the brokers have no authorizer, so everybody may do everything: set "
                "authorizer.class.name"
            ) from None


def _found(client: KafkaAdminClient, principals: Iterable[str]) -> list[Rule]:
    found: list[Rule] = []
    for principal in sorted(principals):
        everything = ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY)
        asked = ACLFilter(principal, None, ACLOperation.ANY, ACLPermissionType.ANY, everything)
        acls, _ = client.describe_acls(asked)
        found += [_as_rule(acl) for acl in acls]
    return found


def _applied(client: KafkaAdminClient, states: Sequence[RuleState], *, remove_extra: bool) -> list[RuleState]:
    missing = [_as_acl(state.rule) for state in states if state.state == "missing"]
    if missing and (failed := client.create_acls(missing)["failed"]):
        raise ClusterError(f"{len(failed)} of {len(missing)} rules were refused: {failed[0].__name__}")
    done: dict[State, State] = {"missing": "added"}
    extra = [_as_filter(state.rule) for state in states if state.state == "extra"]
    if remove_extra and extra:
        client.delete_acls(extra)
        done["extra"] = "removed"
    return [replace(state, state=done.get(state.state, state.state)) for state in states]


def _as_rule(acl: ACL) -> Rule:
    pattern = acl.resource_pattern
    return Rule(
        acl.principal,
        pattern.resource_type.name.lower(),
        pattern.resource_name,
        {kind: name for name, kind in _PATTERNS.items()}[pattern.pattern_type],
        acl.operation.name.title().replace("_", ""),
        acl.permission_type.name.title(),
        acl.host,
    )


def _as_acl(rule: Rule) -> ACL:
    pattern = ResourcePattern(ResourceType[rule.resource.upper()], rule.name, _PATTERNS[rule.pattern])
    return ACL(rule.principal, rule.host, _operation(rule), _permission(rule), pattern)


def _as_filter(rule: Rule) -> ACLFilter:
    pattern = ResourcePatternFilter(ResourceType[rule.resource.upper()], rule.name, _PATTERNS[rule.pattern])
    return ACLFilter(rule.principal, rule.host, _operation(rule), _permission(rule), pattern)


def _operation(rule: Rule) -> ACLOperation:
    return ACLOperation[re.sub("(?<=[a-z])(?=[A-Z])", "_", rule.operation).upper()]


def _permission(rule: Rule) -> ACLPermissionType:
    return ACLPermissionType[rule.permission.upper()]
