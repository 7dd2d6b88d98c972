import numpy as np

from app.components.ramp import RAMP


def test_the_ramps_lightness_rises_evenly():
    """CIE L*, a measure other than the one the ramp is made in, rises in steps of much the same size."""
    linear = np.where(RAMP / 255 <= 0.04045, RAMP / 255 / 12.92, ((RAMP / 255 + 0.055) / 1.055) ** 2.4)
    luminance = linear @ [0.2126, 0.7152, 0.0722]
    lightness = np.where(luminance > 0.008856, 116 * np.cbrt(luminance) - 16, 903.3 * luminance)
    steps = np.diff(lightness[::15])
    assert lightness[0] < 20
    assert lightness[-1] > 90
    assert steps.min() > 0.6 * steps.mean()
    assert steps.max() < 1.5 * steps.mean()


def test_the_ramp_has_no_edge_of_its_own():
    steps = np.abs(np.diff(RAMP.astype(int), axis=0)).max(axis=1)
    assert steps.min() >= 1
    assert steps.max() <= 3
