"""How the property tests run: as many examples as ever, without a clock, since the machine may be busy.

torchmetrics imports torchvision, which takes the operators it lacks from `lessons.models`, so that comes first.
"""

from hypothesis import settings

import lessons.models.torchvision_operators  # noqa: F401

settings.register_profile("pixelwise", deadline=None)
settings.load_profile("pixelwise")
