"""Zips for the tests of challenges."""

import zipfile
from io import BytesIO

import numpy as np
from PIL import Image


def png(values: object, mode: str | None = None) -> bytes:
    """A PNG of an array, in a mode of Pillow's where one is given."""
    image = (
        Image.fromarray(np.asarray(values))
        if mode is None
        else Image.fromarray(np.asarray(values)).convert(mode)
    )
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def packed_zip(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()
