"""How the property tests run: as many examples as ever, without a clock, since the machine may be busy."""

from hypothesis import settings

settings.register_profile("pixelwise", deadline=None)
settings.load_profile("pixelwise")
