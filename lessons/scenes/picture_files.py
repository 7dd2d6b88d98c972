"""Opening a stranger's picture file without being harmed: limits first, decoding later.

The size is read from the file's first bytes, so that a small file that claims to be a huge picture
costs nothing.
"""

from io import BytesIO

from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

MOST_BYTES = 6_000_000
MOST_PIXELS = 12_000_000
SHORTEST_SIDE = 32
LONGEST_SHAPE = 8
"""How many times as long as the other a side may be."""

_MOST_SCANS = 40
_TEXT_CHUNKS = (b"tEXt", b"zTXt", b"iTXt", b"iCCP")


class PictureError(ValueError):
    """The picture cannot be used; the message is one sentence that says what to do."""


def open_picture(data: bytes) -> ImageFile:
    """The file with its header read and its limits checked, not yet decoded.

    `Image.open` would warn of large sizes before we could refuse them, so the format is told here.

    Raises:
        PictureError: another kind of file, too large, too long or moving. Damaged bytes make Pillow
            raise nearly anything else, from SyntaxError to zlib.error.
    """
    if len(data) > MOST_BYTES:
        raise PictureError(
            f"The file has {len(data) / 1e6:.1f} MB; choose one of at most {MOST_BYTES // 10**6} MB, "
            "or make the picture smaller."
        )
    image = _with_header_read(data)
    _check_size(*image.size)
    if getattr(image, "is_animated", False):
        raise PictureError("The picture moves; save one frame of it as PNG, JPEG or WebP.")
    return image


def _with_header_read(data: bytes) -> ImageFile:
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        _check_size(int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))
        return PngImageFile(BytesIO(_without_text(data)))
    if data[:3] == b"\xff\xd8\xff":
        # In a JPEG these two bytes only ever begin a scan, and each scan is a pass over all pixels.
        if data.count(b"\xff\xda") > _MOST_SCANS:
            raise PictureError("The picture is stored in too many passes; save it again as a plain JPEG.")
        return JpegImageFile(BytesIO(data))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        _check_size(*_webp_size(data))
        return WebPImageFile(BytesIO(data))
    raise PictureError("This is not a PNG, JPEG or WebP picture; save it as one of these.")


def _without_text(data: bytes) -> bytes:
    """A PNG without its text and colour profile, which may be packed so well that they unpack to megabytes."""
    chunks, start = [data[:8]], 8
    while start < len(data):
        end = start + 12 + int.from_bytes(data[start : start + 4])
        if data[start + 4 : start + 8] not in _TEXT_CHUNKS:
            chunks.append(data[start:end])
        start = end
    return b"".join(chunks)


def _webp_size(data: bytes) -> tuple[int, int]:
    """Width and height in a WebP header (RFC 9649); Pillow would reserve memory for them at once."""
    kind = data[12:16]
    if kind == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise PictureError(
            f"The picture has {width} × {height} pixels, more than {MOST_PIXELS // 10**6} million; make it smaller."
        )
    if min(width, height) < SHORTEST_SIDE or max(width, height) > LONGEST_SHAPE * min(width, height):
        raise PictureError(
            f"The picture has {width} × {height} pixels; choose one with at least {SHORTEST_SIDE} pixels a side "
            f"and no side more than {LONGEST_SHAPE} times as long as the other."
        )
