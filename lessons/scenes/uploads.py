"""The learner's own picture: from a stranger's bytes to plain pixels, or to one sentence that says why not.

Out come pixels only: place, time, camera and colour profile stay behind.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lessons.scenes.picture_files import PictureError, open_picture

_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How to turn a picture upright, by its EXIF orientation."""


def read_picture(data: bytes) -> NDArray[np.uint8]:
    """The pixels, uint8 (height, width, 3) in RGB, of the PNG, JPEG or WebP picture in `data`.

    It is turned upright as its EXIF data says, and what is transparent becomes white.

    Raises:
        PictureError: another kind of file, too large, too long, moving, or damaged.
    """
    try:
        image = open_picture(data)
        image.load()
        return _upright(_as_rgb(image), _orientation(image))
    except PictureError:
        raise
    except Exception as error:
        # Damaged bytes make Pillow raise nearly anything, from SyntaxError to zlib.error.
        raise PictureError("The picture is damaged or cut off; save it again or choose another.") from error


def fit(picture: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    """`picture` (height, width, 3) made smaller until no side is longer than `size` pixels.

    Each new pixel is the mean of the area it covers. A picture that fits is returned as it is.
    """
    height, width = picture.shape[:2]
    longest = max(height, width)
    if longest <= size:
        return picture
    smaller = max(1, width * size // longest), max(1, height * size // longest)
    return np.asarray(Image.fromarray(picture).resize(smaller, Image.Resampling.BOX))


def _as_rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits a pixel, of which the upper eight are kept
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8)).convert("RGB")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        return white
    return image.convert("RGB")


def _orientation(image: Image.Image) -> int:
    try:
        return image.getexif().get(_ORIENTATION, 1)
    except Exception:  # damaged EXIF data raise nearly anything, and say nothing that can be used
        return 1


def _upright(image: Image.Image, orientation: int) -> NDArray[np.uint8]:
    turn = _UPRIGHT.get(orientation)
    return np.array(image if turn is None else image.transpose(turn))
