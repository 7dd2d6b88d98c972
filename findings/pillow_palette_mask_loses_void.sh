#!/usr/bin/env bash
# Pillow 13.0.0: a palette mask with few colours is stored in few bits a pixel, and 255 ("void") comes back as another id.
# One would guess: a mode "P" image has 8 bits a pixel, so any id from 0 to 255 survives a save as PNG.
# Seen: with a palette of 21 colours (Pascal VOC's classes) 255 survives; with 16 it is stored in 4 bits and read
# as 15, with 4 in 2 bits and read as 3, without a warning. A palette of 256 colours keeps every id.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pillow==13.0.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
from io import BytesIO

import numpy as np
from PIL import Image

mask = np.array([[0, 1, 2, 255]], np.uint8)
seen = {}
for colours in (4, 16, 21, 256):
    image = Image.fromarray(mask).convert("P")
    image.putpalette([value for colour in range(colours) for value in (colour, 0, 0)])
    file = BytesIO()
    image.save(file, "PNG")
    again = Image.open(BytesIO(file.getvalue()))
    bits = file.getvalue()[24]  # the bit depth in the header of a PNG
    seen[colours] = bits, again.mode, np.asarray(again).ravel().tolist()
    print(f"{colours:3} colours: {bits} bits a pixel, mode {again.mode}, ids {seen[colours][2]}")
assert seen == {
    4: (2, "P", [0, 1, 2, 3]),
    16: (4, "P", [0, 1, 2, 15]),
    21: (8, "P", [0, 1, 2, 255]),
    256: (8, "P", [0, 1, 2, 255]),
}, seen
PYTHON
