"""Which training the settings mean: one of the lab, or one of the bug clinic."""

from lessons.training.pictures import TrainingPictures
from lessons.training.run import Run
from lessons.training.settings import Settings


def begun(settings: Settings, pictures: TrainingPictures | None = None) -> Run:
    """The training, before its first step. Errors as `Run`."""
    if type(settings) is Settings:
        return Run(settings, pictures)
    from lessons.training.clinic_run import ClinicRun, ClinicSettings  # most processes never train with a bug

    assert isinstance(settings, ClinicSettings)
    return ClinicRun(settings, pictures)
