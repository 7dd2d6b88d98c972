"""The index is a share of variance, blind to slopes and flatness, and says what the lesson says."""

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from scipy import stats

from lessons.models.weights import available
from lessons.upsampling.checkerboard import (
    bare_decoder,
    checkerboard_index,
    decoded,
    detail,
    in_trained,
    pattern,
)
from lessons.upsampling.upsamplers import UPSAMPLERS, Start

FLAT = np.ones((3, 8, 8))


def noise(seed: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape)


@drawn(seed=st.integers(0, 10**6), period=st.integers(2, 4))
def test_a_tile_repeated_scores_one(seed: int, period: int):
    tile = noise(seed, 2, period, period)
    repeated = np.tile(tile, (1, 5, 5))
    assert checkerboard_index(repeated, period) == pytest.approx(1)
    slope = np.add.outer(np.arange(5.0 * period), np.arange(5.0 * period))
    assert checkerboard_index(repeated + 3 * slope, period) == pytest.approx(1)


@pytest.mark.parametrize("period", [2, 3])
def test_flat_maps_and_slopes_have_no_detail(period: int):
    rows, columns = np.mgrid[:20, :20].astype(float)
    for smooth in (np.full((20, 20), 7.0), np.zeros((20, 20)), 3 * rows - 2 * columns + 1, 1e6 + 0 * rows):
        assert checkerboard_index(smooth, period) == 0
        assert checkerboard_index(smooth.astype(np.float32), period) == 0


@drawn(seed=st.integers(0, 10**6), period=st.integers(2, 4))
def test_it_is_the_share_explained_of_an_analysis_of_variance(seed: int, period: int):
    values = noise(seed, 24, 24) + 2 * np.tile(noise(seed + 1, period, period), (24 // period,) * 2)[:24, :24]
    fine = detail(values, period)
    groups = [fine[r::period, c::period].ravel() for r in range(period) for c in range(period)]
    f = stats.f_oneway(*groups).statistic
    between, within = len(groups) - 1, fine.size - len(groups)
    assert checkerboard_index(values, period) == pytest.approx(f * between / (f * between + within))


@drawn(seed=st.integers(0, 10**6), shift=st.floats(-100, 100), scale=st.floats(0.1, 100))
def test_units_do_not_matter(seed: int, shift: float, scale: float):
    values = noise(seed, 2, 16, 16) + np.tile([[1.0, 0], [0, 0]], (8, 8))
    expected = checkerboard_index(values)
    assert checkerboard_index(scale * values + shift) == pytest.approx(expected)
    assert checkerboard_index(values[:, 1:, 1:]) == pytest.approx(checkerboard_index(-values[:, 1:, 1:]))


def test_noise_scores_what_chance_gives():
    for period in (2, 3):
        mean = np.mean([checkerboard_index(noise(seed, 32, 32), period) for seed in range(60)])
        assert mean == pytest.approx((period**2 - 1) / 32**2, rel=1)
        assert mean < 0.02


def test_channels_count_by_their_detail():
    checks = np.tile([[1.0, -1], [-1, 1]], (8, 8))
    quiet = noise(0, 16, 16) * 1e-3
    assert checkerboard_index([checks, quiet]) > 0.999 and checkerboard_index([1e-6 * checks, quiet]) < 0.1


def test_the_pattern_is_the_tile():
    checks = np.tile([[1.0, -1], [-1, 1]], (8, 8))
    np.testing.assert_allclose(pattern(detail(checks)), checks[1:-1, 1:-1])


@pytest.mark.parametrize(("shape", "period"), [((5, 9), 2), ((9,), 2), ((20, 20), 1), ((9, 20), 3)])
def test_too_small_is_refused(shape: tuple[int, ...], period: int):
    with pytest.raises(ValueError, match="give a period of 2 or more"):
        checkerboard_index(np.ones(shape), period)


@pytest.mark.parametrize("each", UPSAMPLERS, ids=lambda each: each.name)
@pytest.mark.parametrize("stages", [1, 3])
def test_who_makes_a_pattern_of_a_flat_map(each, stages: int):
    def index(start: Start) -> float:
        return decoded(each.name, FLAT, stages, start).index

    resizes = each.kind == "resize"
    assert index("random") == pytest.approx(0 if resizes else 1)
    # With all weights alike only an uneven overlap is left to make a pattern.
    assert index("even") == pytest.approx(1 if each.name == "transposed_k3" else 0)
    assert index("bilinear") == 0


def test_a_bare_decoder_grows_its_tile():
    """Three doublings at random repeat every 8 cells, so a tile of 2 explains only part."""
    assert decoded("transposed_k2", FLAT, 3, period=2).index < 0.6
    result = decoded("transposed_k4", FLAT, 3)
    assert result.values.shape == (8, 64, 64) and result.values.dtype == np.float32
    np.testing.assert_allclose(result.values[:, :8, :8], result.values[:, 8:16, 16:24], atol=1e-6)
    assert len(bare_decoder("transposed_k4", 3, 3, "random")) == 5


@pytest.mark.skipif("unet" not in available(), reason="the U-Net's weights are not here")
def test_in_a_trained_u_net_the_block_after_takes_the_pattern_away():
    indices = in_trained("unet", ("image", "up.3", "head"), range(2))
    assert 0 <= indices["image"] < indices["head"] < 0.05 < indices["up.3"] < 1
    with pytest.raises(KeyError):
        in_trained("unet", ("nowhere",), range(1))
