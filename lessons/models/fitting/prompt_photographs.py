"""Ten things in photographs, outlined by hand: what a network that never saw a photograph makes of one.

Nobody measured these outlines; they were drawn by looking, to about two pixels. The pictures come inside
scikit-image's wheel (`lessons.scenes.photographs`), and no training uses them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from lessons.scenes.photographs import photographs
from lessons.scenes.uploads import fit

LONGEST = 256
"""The photographs are shrunk until their longer side is as many pixels as the largest pictures of the training."""

ENOUGH = 0.6
"""A mask with this IoU or more shows that the thing was understood."""


@dataclass(frozen=True)
class Outline:
    """A thing in a photograph: the corners of its outline, column and row in pixels of the whole picture."""

    title: str
    photograph: str
    corners: tuple[tuple[int, int], ...]

    def read(self, longest: int = LONGEST) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
        """The photograph uint8 (height, width, 3), shrunk to `longest` pixels, and the mask of the thing.

        Raises:
            FileNotFoundError: the photograph is not installed.
        """
        there = {each.name: each for each in photographs()}
        if self.photograph not in there:
            raise FileNotFoundError(
                f"The photograph {self.photograph} is missing; install scikit-image's wheel."
            )
        whole = there[self.photograph].read()
        canvas = Image.new("L", (whole.shape[1], whole.shape[0]))
        ImageDraw.Draw(canvas).polygon(self.corners, fill=255)
        picture = fit(whole, longest)
        size = picture.shape[1], picture.shape[0]
        return picture, np.asarray(canvas.resize(size, Image.Resampling.BOX)) > 127


OUTLINES: tuple[Outline, ...] = (
    Outline(
        "the astronaut's head", "astronaut",
        ((235, 16), (215, 18), (192, 32), (170, 45), (155, 62), (154, 85), (158, 105), (170, 118),
         (179, 131), (184, 142), (186, 175), (215, 188), (250, 188), (255, 172), (265, 145),
         (272, 136), (288, 120), (299, 95), (300, 70), (290, 45), (270, 25), (252, 18)),
    ),
    Outline(
        "the helmet", "astronaut",
        ((350, 352), (372, 345), (400, 344), (425, 348), (450, 360), (472, 380), (488, 402),
         (495, 425), (498, 452), (505, 455), (512, 470), (512, 512), (280, 512), (278, 480),
         (281, 450), (292, 420), (310, 390), (330, 365)),
    ),
    Outline(
        "the round patch", "astronaut",
        ((207, 386), (204, 399), (196, 411), (184, 419), (170, 422), (157, 419), (145, 411),
         (137, 399), (134, 386), (137, 372), (145, 360), (157, 352), (170, 349), (184, 352),
         (196, 360), (204, 372)),
    ),
    Outline(
        "the coin at the top right", "coins",
        ((364, 44), (361, 54), (355, 63), (346, 69), (334, 72), (323, 69), (314, 63), (308, 54),
         (306, 44), (308, 33), (314, 24), (323, 18), (334, 16), (346, 18), (355, 24), (361, 33)),
    ),
    Outline(
        "the coin at the bottom left", "coins",
        ((74, 260), (71, 271), (65, 279), (57, 285), (46, 288), (35, 285), (27, 279), (21, 271),
         (18, 260), (21, 249), (27, 241), (35, 235), (46, 232), (57, 235), (65, 241), (71, 249)),
    ),
    Outline(
        "the cup", "coffee",
        ((173, 110), (177, 73), (197, 47), (227, 28), (267, 19), (300, 18), (340, 23), (373, 40),
         (397, 63), (407, 93), (403, 127), (397, 160), (387, 197), (373, 223), (347, 250),
         (320, 268), (293, 283), (267, 283), (252, 275), (233, 300), (220, 309), (200, 300),
         (197, 270), (212, 248), (225, 232), (205, 220), (188, 183), (177, 147)),
    ),
    Outline(
        "the bowl of the spoon", "coffee",
        ((326, 293), (330, 267), (348, 250), (373, 243), (393, 252), (405, 267), (405, 293),
         (395, 315), (367, 325), (343, 319)),
    ),
    Outline(
        "the rocket", "rocket",
        ((323, 127), (331, 140), (335, 160), (333, 177), (332, 200), (331, 405), (313, 405),
         (313, 193), (311, 173), (311, 153), (315, 139)),
    ),
    Outline(
        "the cat's right eye", "chelsea",
        ((137, 108), (140, 95), (150, 88), (165, 86), (182, 89), (198, 98), (206, 112), (204, 132),
         (198, 142), (182, 145), (165, 144), (150, 132), (142, 120)),
    ),
    Outline(
        "the photographer", "camera",
        ((200, 65), (225, 69), (250, 82), (268, 108), (270, 122), (258, 132), (252, 150),
         (254, 168), (245, 175), (246, 188), (240, 198), (242, 210), (246, 246), (260, 240),
         (262, 212), (280, 205), (290, 215), (290, 240), (302, 272), (250, 312), (230, 305),
         (208, 295), (185, 325), (140, 382), (149, 425), (149, 512), (138, 505), (115, 465),
         (99, 446), (91, 512), (0, 512), (0, 260), (30, 215), (55, 170), (80, 140), (130, 124),
         (155, 106), (164, 102), (168, 90), (180, 75)),
    ),
)  # fmt: skip
