"""Pictures as files, good ones and bad ones, for the tests of what is uploaded."""

import struct
import zlib
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

from lessons.scenes import street_scene

SCENE = street_scene(3).image[:96]
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, bits: int, colour_type: int, rows: bytes, *extra: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(rows, 9))
    return PNG_SIGNATURE + chunk(b"IHDR", header) + b"".join(extra) + pixels + chunk(b"IEND", b"")


def claiming(data: bytes, width: int, height: int) -> bytes:
    """A JPEG that says it is of another size, in its baseline frame header."""
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def webp_header(kind: bytes, body: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 12 + len(body)) + b"WEBP" + kind + struct.pack("<I", len(body)) + body


def frames(count: int = 3) -> list[Image.Image]:
    return [Image.fromarray(np.roll(SCENE, 9 * step, axis=1)) for step in range(count)]


def moving(kind: str) -> bytes:
    first, *others = frames()
    return encoded(first, kind, save_all=True, append_images=others, duration=80)


def bad_pictures() -> dict[str, tuple[bytes, str]]:
    """Files that are refused, each with a word of the sentence that says why."""
    jpeg = encoded(Image.fromarray(SCENE), "JPEG", quality=90)
    webp = encoded(Image.fromarray(SCENE), "WEBP")
    wide, high = 20_000, 10_000  # 200 megapixels that weigh 25 kB
    header = PNG_SIGNATURE + chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0))
    huge = (16_383 | 16_383 << 14).to_bytes(4, "little")
    return {
        "text named .png": (b"Dear reader, this is no picture at all." * 9, "PNG, JPEG or WebP"),
        "nothing": (b"", "PNG, JPEG or WebP"),
        "a GIF": (encoded(frames(1)[0], "GIF"), "PNG, JPEG or WebP"),
        "a moving GIF": (moving("GIF"), "PNG, JPEG or WebP"),
        "an SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "PNG, JPEG or WebP"),
        "a TIFF": (encoded(Image.fromarray(SCENE), "TIFF"), "PNG, JPEG or WebP"),
        "a moving PNG": (moving("PNG"), "moves"),
        "a moving WebP": (moving("WEBP"), "moves"),
        "a long thin PNG": (png(1, 60_000, 8, 0, b"\0\0" * 60_000), "1 × 60000"),
        "a flat PNG": (png(60_000, 1, 8, 0, b"\0" * 60_001), "60000 × 1"),
        "a strip": (encoded(Image.new("RGB", (500, 40)), "JPEG"), "8 times as long"),
        "a tiny PNG": (encoded(Image.new("L", (31, 31)), "PNG"), "32 pixels a side"),
        "no pixels": (png(0, 0, 8, 2, b""), "0 × 0"),
        "a header of 200 MP": (header, "million"),
        "all of 200 MP": (png(wide, high, 1, 0, bytes((1 + wide // 8) * high)), "million"),
        "4 billion pixels a side": (png(2**32 - 1, 2**32 - 1, 8, 6, b""), "million"),
        "a JPEG of 4 GP": (claiming(jpeg, 65_500, 65_500), "million"),
        "a WebP of 268 MP": (webp_header(b"VP8L", b"\x2f" + huge + bytes(40)), "million"),
        "a WebP of 281 TP": (webp_header(b"VP8X", b"\0\0\0\0" + b"\xff" * 6), "million"),
        "a lossy WebP of 268 MP": (
            webp_header(b"VP8 ", b"\x30\0\0\x9d\x01\x2a" + b"\xff\x3f\xff\x3f"),
            "million",
        ),
        "12.01 MP": (png(3003, 4000, 1, 0, bytes((1 + 376) * 4000)), "million"),
        "7 MB": (encoded(Image.fromarray(SCENE), "PNG") + bytes(7_000_000), "7.0 MB"),
        "half a JPEG": (jpeg[: len(jpeg) // 2], "damaged"),
        "half a PNG": (encoded(Image.fromarray(SCENE), "PNG")[:4000], "damaged"),
        "half a WebP": (webp[: len(webp) // 2], "damaged"),
        "the first bytes of a JPEG": (jpeg[:4], "damaged"),
        "the first bytes of a PNG": (PNG_SIGNATURE, "0 × 0"),
        "a PNG without pixels": (png(64, 64, 8, 2, b""), "damaged"),
        "a JPEG of a thousand scans": (jpeg[:-2] + jpeg[jpeg.index(b"\xff\xda") :] * 1000, "passes"),
        "a PNG with a text bomb": (
            png(64, 64, 8, 2, b"", *[chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(10**6)))] * 60),
            "damaged",
        ),
    }


BAD = bad_pictures()
