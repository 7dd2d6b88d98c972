"""Reading a stranger's zip without being harmed: limits first, unpacking later, and nothing is written to a disk.

What cannot be used earns one sentence, which names the file and says what to do.
"""

from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MOST_BYTES = 6_000_000
"""The largest zip, as it comes."""

MOST_FILES = 400
"""So many files a zip may hold."""

MOST_UNPACKED = 64_000_000
"""So many bytes all files that are read take together once they are unpacked."""

_LONGEST_LIST = 512 * 1024  # bytes of the list at a zip's end; 400 files need a tenth of it
_END, _END_LENGTH, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_WHOLE = "Pack the zip anew and try again."
_OF_THE_SYSTEM = {"thumbs.db", "desktop.ini"}


class ArchiveError(ValueError):
    """The zip cannot be used; the message is one sentence that says what to do."""


class Archive:
    """The files of a zip; each is unpacked when it is read."""

    def __init__(self, data: bytes) -> None:
        """Read the list of files in `data`.

        Raises:
            ArchiveError: no zip, too large, too many files, damaged, or packed in an unusual way.
        """
        _check_list(data)
        try:
            self._zip = ZipFile(BytesIO(data))
        except Exception as error:  # damaged bytes make it raise nearly anything
            raise ArchiveError(f"The zip is damaged. {_WHOLE}") from error
        self._infos = {info.filename: info for info in self._zip.infolist() if _is_wanted(info)}
        self._left = MOST_UNPACKED

    @property
    def names(self) -> tuple[str, ...]:
        """The files, with their folders in front; without folders, and without what a system adds by itself."""
        return tuple(self._infos)

    def read(self, name: str, most: int = MOST_BYTES) -> bytes:
        """The file of this name, unpacked.

        Raises:
            ArchiveError: it has more than `most` bytes, is damaged, or is packed in an unusual way.
        """
        info, shown = self._infos[name], base_name(name)
        if info.flag_bits & 1:
            raise ArchiveError(f"{shown} is locked with a password. Pack the zip anew without one.")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # only these two unpack piece by piece
            raise ArchiveError(f"{shown} is packed in an unusual way. Pack a plain zip (deflate).")
        limit = min(most, self._left)
        try:
            with self._zip.open(info) as file:
                data = file.read(limit + 1)
        except Exception as error:
            raise ArchiveError(f"{shown} is damaged in the zip. {_WHOLE}") from error
        if len(data) > limit:
            raise ArchiveError(
                f"{shown} unpacks to more than {limit / 1e6:.1f} MB, which is too much here. Make the files smaller."
            )
        self._left -= len(data)
        return data


def base_name(name: str) -> str:
    """A file's name without the folders in front of it, whichever way they are written."""
    return PurePosixPath(name.replace("\\", "/")).name


def _check_list(data: bytes) -> None:
    """Refuse what is no zip, and one whose list is long, before anything reads that list (APPNOTE 4.3.16)."""
    if len(data) > MOST_BYTES:
        raise ArchiveError(
            f"The zip has {len(data) / 1e6:.1f} MB; at most {MOST_BYTES // 10**6} MB are read."
        )
    start = data.rfind(_END, max(0, len(data) - _END_LENGTH - _LONGEST_COMMENT))
    if start < 0 or len(data) - start < _END_LENGTH:
        raise ArchiveError(
            "This is no zip, or only a part of one. Pack the PNG files into a zip and try again."
        )
    count, length = int.from_bytes(data[start + 10 : start + 12], "little"), data[start + 12 : start + 16]
    if count > MOST_FILES or int.from_bytes(length, "little") > _LONGEST_LIST:
        raise ArchiveError(
            f"The zip holds {count} files, and {MOST_FILES} are the most. Leave out what is not asked."
        )
    if data[max(0, start - 20) : start - 16] == b"PK\x06\x07":
        raise ArchiveError("The zip is made for files of gigabytes (zip64). Pack a plain zip and try again.")


def _is_wanted(info: ZipInfo) -> bool:
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    if info.is_dir() or not parts:
        return False
    hidden = any(part == "__MACOSX" or (part.startswith(".") and part not in {".", ".."}) for part in parts)
    return not hidden and parts[-1].casefold() not in _OF_THE_SYSTEM
