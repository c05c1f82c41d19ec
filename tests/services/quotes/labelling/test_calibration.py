from __future__ import annotations

import numpy as np
import pytest

from services.quotes.labelling.calibration import SIGNALS, Calibration

WEIGHTS = {"certainty": np.zeros((3, SIGNALS), dtype=np.float32)}


def test_words_beside_the_verb_and_pronouns_are_surer_speakers() -> None:
    calibration = Calibration(WEIGHTS)
    apart = calibration.of_speaker(0.7, pronoun=False, beside_cue=False)
    beside = calibration.of_speaker(0.7, pronoun=False, beside_cue=True)
    pronoun = calibration.of_speaker(0.7, pronoun=True, beside_cue=True)
    assert apart < beside < pronoun < 1


def test_a_surer_ranker_is_a_surer_speaker() -> None:
    calibration = Calibration(WEIGHTS)
    sure = [calibration.of_speaker(mention, pronoun=False, beside_cue=True) for mention in (0.0, 0.2, 0.6, 1.0)]
    assert sure == sorted(sure)
    assert all(0 < each < 1 for each in sure)


def test_neutral_weights_leave_the_probability_as_it_is() -> None:
    calibration = Calibration(WEIGHTS, (0.0, 1.0, 0.0, 0.0))
    assert calibration.of_speaker(0.3, pronoun=True, beside_cue=True) == pytest.approx(0.3)
