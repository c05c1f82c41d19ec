"""A small network with random weights, for the tests of the tagger."""

from __future__ import annotations

import numpy as np

from copydesk.text.tagger.document_features import DOCUMENT_FEATURES
from copydesk.text.tagger.network import Design, Network
from copydesk.text.tagger.token_scorer import TokenScorer
from copydesk.text.tagger.vectors import WordIndex, WordVectors
from copydesk.text.tagger.word_types import FORM_BUCKETS, PREFIX_BUCKETS, SHAPE_BUCKETS, SUFFIX_BUCKETS

DESIGN = Design(labels=("O", "B", "I", "E", "S"), extras=DOCUMENT_FEATURES, hidden=8, shared=4)
VECTORS = WordVectors(
    WordIndex(np.array([0, 7], dtype=np.uint32), np.array([1, 1], dtype=np.uint16)),
    np.ones((2, 6), dtype=np.float32),
)


def random_weights(design: Design) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    size, shared, labels = design.hidden, design.shared, len(design.labels)
    shapes: dict[str, tuple[int, ...]] = {
        "table_form": (FORM_BUCKETS, 3),
        "table_prefix": (PREFIX_BUCKETS, 2),
        "table_suffix": (SUFFIX_BUCKETS, 2),
        "table_shape": (SHAPE_BUCKETS, 2),
        "type_kernel": (6 + 9, size),
        "type_bias": (size,),
        "window_kernel": (size, 3 * size),
        "extra_kernel": (design.extras, size),
        "first_bias": (size,),
        "message_kernel": (size, shared),
        "message_bias": (shared,),
        "aggregate_kernel": (2 * shared, size),
        "update_kernel": (size, size),
        "context_kernel": (shared, size),
        "update_bias": (size,),
        "output_kernel": (size, labels),
        "output_bias": (labels,),
    }
    for name in (*(f"conv{number}" for number in range(len(design.dilations))), "conv_last"):
        shapes |= {f"{name}_kernel": (3 * size, size), f"{name}_bias": (size,)}
    return {name: rng.normal(0, 0.4, dims).astype(np.float32) for name, dims in shapes.items()}


def random_network(design: Design = DESIGN) -> Network:
    return Network(design, random_weights(design), VECTORS.matrix)


def scorer_of(network: Network) -> TokenScorer:
    return TokenScorer(network, VECTORS.index)


TEXT = "Ann Lee met Bo.\n\nAnn said: Bo LEE met ann."
