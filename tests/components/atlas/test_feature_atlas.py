import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.components.feature_atlas import _atlases, _AtlasState, _SentContent, feature_atlas, scaled
from app.components.messages import Remembered
from app.components.packing import digest, pack
from app.components.ramp import RAMP

MAPS = np.array([[[0.0, 1.0], [2.0, 4.0]], [[-1.0, -1.0], [-1.0, -1.0]]])


def test_each_channel_on_its_own_scale_or_all_on_one():
    own = scaled(MAPS, shared=False)
    assert own.levels.tolist() == [[[0, 64], [128, 255]], [[0, 0], [0, 0]]]
    assert (own.low.tolist(), own.high.tolist()) == ([0, -1], [4, -1])
    one = scaled(MAPS, shared=True)
    assert one.levels.tolist() == [[[51, 102], [153, 255]], [[0, 0], [0, 0]]]
    assert (one.low.tolist(), one.high.tolist()) == ([-1, -1], [4, 4])
    assert (one.smallest.tolist(), one.largest.tolist()) == ([0, -1], [4, -1])


def test_what_is_not_finite_spoils_nothing():
    maps = np.array([[[np.nan, 1.0, 3.0]], [[np.inf, -np.inf, 2.0]], [[np.nan] * 3]])
    own = scaled(maps, shared=False)
    assert own.levels.tolist() == [[[0, 0, 255]], [[255, 0, 0]], [[0, 0, 0]]]
    one = scaled(maps, shared=True)
    assert (one.low[0], one.high[0]) == (1, 3)
    assert one.levels.tolist()[1] == [[255, 0, 128]]
    assert scaled(np.full((2, 1, 1), np.nan), shared=True).levels.tolist() == [[[0]], [[0]]]


@example([0.0, 5e-324])
@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30))
def test_levels_read_back_to_half_a_step(values):
    maps = np.array(values).reshape(1, 1, -1)
    got = scaled(maps, shared=False)
    span = got.high[0] - got.low[0]
    back = got.low[0] + got.levels / 255 * span
    assert np.abs(back - maps).max() <= span / 510 + 1e-6


@pytest.mark.parametrize("shape", [(2, 3), (1, 2, 3, 4), (0, 2, 2), (2, 0, 2)])
def test_says_which_shape_maps_have(shape):
    with pytest.raises(ValueError, match=r"\(channels, height, width\)"):
        scaled(np.zeros(shape), shared=True)


GOOD = scaled(MAPS, shared=False)


@pytest.mark.parametrize(
    ("maps", "highlighted", "words"),
    [
        (replace(GOOD, levels=MAPS), None, "use scaled"),
        (replace(GOOD, levels=GOOD.levels[0]), None, "uint8 maps"),
        (replace(GOOD, low=np.array([0.0, np.nan])), None, "low must be one finite"),
        (replace(GOOD, largest=np.array([0.0])), None, "largest must be one finite"),
        (replace(GOOD, levels=np.zeros((1025, 1, 1), np.uint8)), None, "at most 1024 channels"),
        (replace(GOOD, levels=np.zeros((65, 256, 256), np.uint8)), None, "fewer channels"),
        (GOOD, (2, 0), "not in maps of 2 × 2"),
        (GOOD, (0, -1), "not in maps"),
    ],
)
def test_says_what_cannot_be_shown(maps, highlighted, words):
    with pytest.raises(ValueError, match=words):
        feature_atlas("refused", maps, label="x", highlighted=highlighted)


SELECTION = _AtlasState(channel=1, channels=4, sent=_SentContent("", None, 0))
BEFORE = Remembered(SELECTION, revision=7, changes=3)


@pytest.mark.parametrize("channel", [0, 3, None])
def test_accepts_a_good_message(channel):
    accepted = _atlases.answer({"revision": 7, "changes": 4, "channel": channel}, BEFORE)
    assert accepted == Remembered(replace(SELECTION, channel=channel), 7, 4)


@pytest.mark.parametrize(
    "wrong",
    [{"revision": 6}, {"changes": 3}, {"changes": 2**53}, {"changes": True}]
    + [{"channel": value} for value in (4, -1, 1.0, True, "1", [1])],
)
def test_ignores_a_message_with(wrong):
    assert _atlases.answer({"revision": 7, "changes": 4, "channel": 0} | wrong, BEFORE) is None


def test_ignores_a_message_without_a_channel():
    assert _atlases.answer({"revision": 7, "changes": 4}, BEFORE) is None
    assert _atlases.answer(None, BEFORE) is None


@pytest.mark.timed
def test_encoding_64_channels_of_64_by_64_is_quick():
    maps = np.random.default_rng(3).standard_normal((64, 64, 64)).astype(np.float32)
    durations = []
    for _ in range(5):
        began = time.perf_counter()
        levels = scaled(maps, shared=False)
        scaled_at = time.perf_counter()
        pixels = levels.levels.tobytes()
        pack({"pixels": digest(pixels)}, RAMP.tobytes(), pixels)
        durations.append((time.perf_counter() - began, time.perf_counter() - scaled_at))
    whole, packing = (1000 * min(column) for column in zip(*durations, strict=True))
    print(
        f"\natlas, Python: scale and pack 64 × 64 × 64 in {whole:.1f} ms, of which packing {packing:.2f} ms"
    )
    assert whole < 50
