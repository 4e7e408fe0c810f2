"""The fuzzers of `fuzz/`, for a moment each; what they have broken before stays here as a case."""

from __future__ import annotations

import random
import sys
from functools import partial
from itertools import islice

import pytest
from conftest import ROOT

import danvan_docs as dv
from danvan_docs.reading import Limits
from danvan_docs.reading.door.inside import read_inside

sys.path.insert(0, str(ROOT / "fuzz"))
import files as fuzzed_files
import texts as fuzzed_texts

STACKED = "KẾ_HOẠCH TT Nội_dung Cơ_quan_chủ_trì Thời_hạn 1 Xây_dựng_kế_hoạch Sở_Nội_vụ 30/6/2025 "


@pytest.mark.parametrize("seed", range(4))
def test_texts_that_nobody_wrote(seed: int) -> None:
    for text in islice(fuzzed_texts.texts(random.Random(seed)), 25):
        fuzzed_texts.check(text)


@pytest.mark.parametrize("seed", range(2))
def test_damaged_files_are_read_or_named(seed: int) -> None:
    for name, data in islice(fuzzed_files.files(random.Random(seed)), 12):
        read = partial(read_inside, name, None, data, Limits())
        assert fuzzed_files.outcome(read, name) in ("text", "one line")


@pytest.mark.parametrize("sign", "²³¹①⑴፩๑３²·")
def test_a_line_that_is_one_odd_digit_below_a_table(sign: str) -> None:
    stacked = STACKED.replace(" ", "\n\n").replace("_", " ")
    assert sign in dv.parse(f"{stacked}{sign}\n\nTheo Nghị quyết số 25-NQ/TW.\n").text
