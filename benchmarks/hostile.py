"""Bodies and messages made to hurt: what the worst one costs in each service, and that none takes another with it.

    python -m benchmarks.hostile shapes     # seconds, memory and growth from 1 KB to 1 MB, for each service and shape
    python -m benchmarks.hostile fuzz       # random messages in every topic, counted

Both use the services' own handlers under the budget of an article, without a broker. `--file` names a Python file whose
`SHAPES` has more shapes: names, and functions from a number of characters to a body.
"""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import random
import resource
import runpy
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import partial
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import PurePath

from copydesk.document_error import DocumentError
from copydesk.registry import find_service
from copydesk.result import Handler
from copydesk.runtime.budget import Budget
from copydesk.runtime.defects import is_defect
from copydesk.runtime.envelope import envelop, envelop_all
from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from copydesk.runtime.step import process
from copydesk.text.language.registry import LEXICONS, REPORTING
from schemas.article import DuplicateArticle, RawArticle, UniqueArticle
from schemas.document import Document
from schemas.topics import SERVICE_NAMES

Shape = Callable[[int], str]
Measurement = tuple[str, float, int, str]
"""A service, its seconds of CPU, the bytes by which the process grew at most, and what came of the article."""

Step = tuple[Service[Document], Handler[Document]]

SIZES = (1_000, 10_000, 100_000, 1_000_000)
"""Characters."""

MEASURABLE_SECONDS = 0.02
"""A growth is taken between times above this; below it fixed costs hide what grows."""

FLOOR_SECONDS = 0.002
MEGABYTE = 1 << 20
LANGUAGES = (*sorted(REPORTING.union(LEXICONS)), "sw", "x" * 9)
"""All whose words are known, one whose words are not, and one that is none."""

OTHER_LANGUAGE = 0.5
"""So likely a message states another language than that of the article it is made from."""

HANG_SECONDS = 120
"""Of CPU, for the whole chain: far over what the budgets of its services allow."""

PIECES = (
    '"',
    "“",
    "”",
    "“”",
    "'",
    "„",
    "\n",
    "x\n\n",
    " ",
    "\u00a0",
    "\t",
    "\f",
    "A ",
    "a",
    "-",
    "—",
    "...",
    ",",
    "(",
    "<",
    "&amp;",
    "http://a.b/",
    "1,000 ",
    "e\u0301",
    "\u202e",
    "\u200b",
    "\u00ad",
    "\U0001f469\u200d\U0001f467",
    "\x00",
    "\x9b",
    "\U0010ffff",
    "中文。",
    "ﬁ",
    "â€™",
    "\ufffd",
    "said ",
    '"a," he said. ',
    "He said. She said. ",
    "“a ‘b ",
    "“We go on\n\n",
    "Ann Lee said it. ",
    "Ann Lee and ",
    "A.B.",
    "of the ",
    "Mr. ",
    "a-\n",
    "inter-\nnational ",
    "* a\n",
    "By Ann Lee\n\n",
    "Photo: Ann Lee/AP\n\n",
    "ROME (AP) — It rained.\n\n",
    "a b c\n\n",
    "U.S. ",
    "T H E  C A T ",
    "T\nhe cat sat.\n\n",
    "Read more: The cat\n\n",
    '"The cat sat"\n\nThe cat sat, he said.\n\n',
    "Lee, who said that Ray, who said that ",
    "according to ",
    "\\",
    '{"a":',
    "„Wir gehen“, sagte er. ",
    "« Nous allons », a dit M. Lee. ",
    "selon Mme Roy, ",
    "laut Frau Roth ",
    "Die Fähre sei alt, sagte sie. ",
    "Er habe nichts gewusst. ",
    "»Es ist sehr kalt hier.« Eva Roth wartet.\n\n",
    "Eine Nachbarin kam. »Nein«, sagte sie. ",
    "Das Schiff, laut Eva Roth, ist alt. ",
    "“Nos vamos”, dijo la ministra Ana Ruiz. ",
    "«Andiamo», ha detto Anna Rossi. ",
    "— Vamos — disse o autarca. ",
    "‘Wij gaan’, zegt Jan de Boer. ",
    "– Idziemy – powiedział Jan Nowak.\n\n",
    "„Jdeme,“ řekl Jan Novák. ",
    "– Vi går, sier Kari Moe.\n\n",
    "”Menemme”, sanoo Matti Salo. ",
    "— Да, — сказала Анна Ильина, — идём.\n\n",
    "– Ходімо, – сказала Олена Кравець.\n\n",
    "“Evet,” dedi Ayşe Kaya. ",
    "„Taip“, – sakė Jonas Petraitis. ",
    "田中太郎氏は「はい」と述べた。",
    "李明表示“不会去”。",
    "Q: a\nA: b\n",
    'Lee: "a" ',
    "he she they it his her ",
    "‘He said “go” and left.’ ",
)
"""Repeated, they are the shapes; mixed at random, the fuzz. More come from a file."""

JSON_VALUES: tuple[object, ...] = (
    None,
    True,
    -1,
    0,
    1 << 70,
    1e308,
    "",
    "\x00",
    "\ud800",
    "x" * 2_000,
    [],
    [[]],
    {},
    {"a": []},
    [None] * 50,
)
"""What is put in the place of a field, as a copy: something may be put into it in turn."""


def repeated(piece: str) -> Shape:
    """A body of one piece over and over."""
    return lambda size: piece * max(1, size // len(piece))


def halves(one: str, other: str) -> Shape:
    """A body whose second half answers the first."""
    return lambda size: repeated(one)(size // 2) + repeated(other)(size // 2)


def shapes(file: str | None) -> dict[str, Shape]:
    """All shapes by name."""
    found = {f"repeated {piece!r}": repeated(piece) for piece in PIECES}
    for one, other in (("“", "”"), ("(", ")"), ("Ann Lee went. ", "He said so. "), ("\n", "word "), (" ", "a")):
        found[f"halves {one!r} {other!r}"] = halves(one, other)
    if file is not None:
        found |= runpy.run_path(file)["SHAPES"]
    return found


# --- Shapes ----------------------------------------------------------------------------------------------------------


def chain() -> list[Step]:
    """The services behind the edge with their handlers, loaded."""
    services = [find_service(name) for name in SERVICE_NAMES]
    return [(service, service.ready_handler()) for service in services if not service.is_edge]


def measured(steps: Sequence[Step], body: str, budget: Budget) -> Iterator[Measurement]:
    """For each service its name, seconds of CPU, by how many bytes the process grew at most, and what came of it."""
    document: Document = RawArticle(id="hostile", title="A title", body=body)
    for service, handler in steps:
        before, started = _peak(), time.process_time()
        outcome = "ok"
        try:
            result = budget.spent_on(partial(process, service, handler, document))
            messages = envelop_all(result.documents, service.name, {})
            outcome = f"ok, {len(messages)} messages" if len(messages) > 1 else "ok"
        except Exception as error:
            outcome = type(error).__name__ if isinstance(error, DocumentError) else f"DEFECT {_where(error)}"
        yield service.name, time.process_time() - started, _peak() - before, outcome
        if not outcome.startswith("ok"):
            return
        document = result.documents[0]
        if isinstance(document, DuplicateArticle):
            document = document.extended(UniqueArticle)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _where(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} {PurePath(frame.filename).name}:{frame.lineno}"


def try_shape(
    steps: Sequence[Step], name: str, shape: Shape, sizes: Sequence[int], settings: Settings
) -> list[dict[str, object]]:
    """The measurements of one shape, each size in a process of its own, so that its memory is its own."""
    found: dict[str, list[tuple[int, float, int, str]]] = {}
    for size in sizes:
        try:
            body = RawArticle(id="x", title="t", body=shape(size)).body
        except ValueError:
            return []
        for service, seconds, memory, outcome in _in_child(steps, body, settings):
            found.setdefault(service, []).append((size, seconds, memory, outcome))
    rows: list[dict[str, object]] = []
    for service, series in found.items():
        rows.append(
            {
                "service": service,
                "shape": name,
                "seconds": round(max(seconds for _, seconds, _, _ in series), 2),
                "memory_mb": round(max(memory for _, _, memory, _ in series) / MEGABYTE),
                **_growth([(size, seconds) for size, seconds, _, _ in series]),
                "outcome": series[-1][3],
            }
        )
    return rows


def _growth(series: list[tuple[int, float]]) -> dict[str, float | None]:
    """Growth over all sizes whose time can be measured, and the steepest between two of them; 1 is linear.

    The steepest one tells more than the shape where a processor's cache fills between two sizes, or where another
    process slowed one of them.
    """
    usable = [(size, seconds) for size, seconds in series if seconds > FLOOR_SECONDS]
    steps = [_exponent(before, after) for before, after in pairwise(usable) if before[1] > MEASURABLE_SECONDS]
    measurable = [each for each in usable if each[1] > MEASURABLE_SECONDS]
    whole = _exponent(measurable[0], measurable[-1]) if len(measurable) > 1 else None
    return {"exponent": whole, "steepest": max(steps, default=None)}


def _exponent(before: tuple[int, float], after: tuple[int, float]) -> float:
    """The power of the size by which the seconds grow between two measurements of (size, seconds)."""
    return round(math.log(after[1] / before[1]) / math.log(after[0] / before[0]), 2)


def _in_child(steps: Sequence[Step], body: str, settings: Settings) -> list[Measurement]:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(theirs, steps, body, settings))
    child.start()
    theirs.close()
    try:
        found: list[Measurement] = ours.recv()
    except EOFError:
        child.join()
        hangs = child.exitcode == -signal.SIGXCPU
        return [("?", float(HANG_SECONDS * hangs), 0, "HANG" if hangs else f"CRASH {child.exitcode}")]
    else:
        return found
    finally:
        child.kill()
        child.join()


def _child(connection: Connection, steps: Sequence[Step], body: str, settings: Settings) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (HANG_SECONDS, HANG_SECONDS))
    budget = Budget(settings.article_cpu_seconds, settings.article_memory_bytes)
    connection.send(list(measured(steps, body, budget)))


# --- Fuzz ------------------------------------------------------------------------------------------------------------


def text(chance: random.Random) -> str:
    """Some pieces in any order, most of them few, some of them many."""
    pieces = chance.choices(PIECES, k=chance.randint(1, 5))
    return "".join(chance.choices(pieces, k=int(10 ** chance.uniform(0, 2.3))))


def message(chance: random.Random, good: Mapping[str, object]) -> bytes:
    """A message that is nearly one of its topic: other text, a field that is something else, or bytes that are cut."""
    fields = json.loads(json.dumps(good))
    for name in chance.sample(sorted(fields), k=min(len(fields), chance.choice((0, 0, 1, 1, 2)))):
        fields[name] = deepcopy(chance.choice(JSON_VALUES))
    for name in ("text", "body", "title"):
        if isinstance(fields.get(name), str) and chance.random() < 0.8:
            fields[name] = text(chance)
    if isinstance(fields.get("language"), str) and chance.random() < OTHER_LANGUAGE:
        fields["language"] = chance.choice(LANGUAGES)
    for name in ("keys", "places", "words"):
        sketch = fields.get("sketch")
        if isinstance(sketch, dict) and chance.random() < 0.2:
            sketch[name] = deepcopy(chance.choice(JSON_VALUES))
    value = json.dumps(fields).encode()
    match chance.randrange(12):
        case 0:
            return value[: chance.randrange(len(value))]
        case 1:
            at = chance.randrange(len(value))
            return value[:at] + bytes(chance.randrange(256) for _ in range(3)) + value[at:]
        case _:
            return value


def fuzz(name: str, inputs: int, seed: int, settings: Settings) -> dict[str, object]:
    """What became of random messages in the topic that a service reads."""
    chance = random.Random(seed)  # noqa: S311 - a seed that can be repeated is the point
    service = find_service(name)
    handler = service.ready_handler()
    probe = service.probe
    if probe is None:
        raise ValueError(f"{name} ships no article that is known to be good")
    good = json.loads(probe.model_dump_json())
    budget = Budget(settings.article_cpu_seconds, settings.article_memory_bytes)
    outcomes: Counter[str] = Counter()
    worst, neighbours_hurt = 0.0, 0
    for number in range(inputs):
        value = message(chance, good)
        started = time.process_time()
        outcomes[_outcome(service, handler, value, budget)] += 1
        worst = max(worst, time.process_time() - started)
        if number % 1_000 == 0 and is_defect(ValueError(), 1, lambda: process(service, handler, probe)):
            neighbours_hurt += 1
    return {
        "service": name,
        "inputs": inputs,
        "seed": seed,
        "worst_seconds": round(worst, 3),
        "good_articles_hurt": neighbours_hurt,
        "outcomes": dict(outcomes.most_common()),
    }


def _outcome(service: Service[Document], handler: Handler[Document], value: bytes, budget: Budget) -> str:
    try:
        document = service.source.model_validate_json(value)
    except ValueError:
        return "no document"
    try:
        made = budget.spent_on(lambda: process(service, handler, document)).documents
        for each in made:
            envelop(each, service.name, {})
    except DocumentError as error:
        return f"refused: {type(error).__name__}"
    except Exception as error:
        return f"unknown error: {_where(error)}"
    return "ok"


# --- The command -----------------------------------------------------------------------------------------------------


def main() -> None:
    """Print one JSON line a service and shape, the costliest first, or one a service and seed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("what", choices=("shapes", "fuzz"))
    parser.add_argument("--file", help="a Python file with more shapes")
    parser.add_argument("--only", default="", help="shapes whose name has this in it")
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="characters of the longest body")
    parser.add_argument("--inputs", type=int, default=125_000, help="messages a service")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    settings = Settings()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if asked.what == "fuzz":
        for name in SERVICE_NAMES:
            if not find_service(name).is_edge:
                print(json.dumps(fuzz(name, asked.inputs, asked.seed, settings)), flush=True)
        return
    steps = chain()
    sizes = tuple(size for size in SIZES if size <= asked.largest)
    for name, shape in shapes(asked.file).items():
        if asked.only in name:
            for row in try_shape(steps, name, shape, sizes, settings):
                print(json.dumps(row, ensure_ascii=True), flush=True)


if __name__ == "__main__":
    main()
