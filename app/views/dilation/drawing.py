"""The DeepLabV3+ of this course as a drawing: what each block is called, how large its map is, what leads where."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from app.ui.figures.images import figure_html, row_of_figures, svg_address

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Block:
    """A block by its path in the network: what it is called, a note, where its box is drawn, left, top, width."""

    path: str
    title: str
    box: tuple[int, int, int]
    note: str = ""
    dilated: bool = False


_LEFT, _RIGHT, _WIDE = 6, 258, 136
_BRANCH = 62
_HEIGHTS = {"": 40, "aspp": 56}
BLOCKS = (
    Block("image", "Image", (_LEFT, 6, _WIDE)),
    Block("stages.0", "Stage 0", (_LEFT, 66, _WIDE)),
    Block("stages.1", "Stage 1", (_LEFT, 126, _WIDE)),
    Block("stages.2", "Stage 2", (_LEFT, 186, _WIDE)),
    Block("stages.3", "Stage 3, rate 2", (_LEFT, 246, _WIDE), dilated=True),
    Block("aspp.near", "1 × 1", (14, 340, _BRANCH), "one cell"),
    Block("aspp.atrous.0", "Rate 2", (81, 340, _BRANCH), "3 × 3", dilated=True),
    Block("aspp.atrous.1", "Rate 4", (148, 340, _BRANCH), "3 × 3", dilated=True),
    Block("aspp.atrous.2", "Rate 6", (215, 340, _BRANCH), "3 × 3", dilated=True),
    Block("aspp.everywhere", "Mean", (282, 340, _BRANCH), "all cells"),
    Block("aspp.project", "Stacked, 1 × 1", (111, 436, _WIDE)),
    Block("low_level", "1 × 1", (168, 66, 68)),
    Block("refine", "Stacked, 3 × 3", (_RIGHT, 66, _WIDE)),
    Block("head", "Logits", (_RIGHT, 6, _WIDE)),
)
BRANCHES = tuple(block for block in BLOCKS if block.path.startswith("aspp.") and block.path != "aspp.project")
"""The five branches of the pyramid, as they are stacked."""

# From the last stage to the five branches, and from them to what stacks them.
_LINES = "M74 286v32M45 340v-22H313M112 340v-22M179 340v-22M246 340v-22M313 340v-22" + (
    "M45 396v20H313M112 396v20M179 396v20M246 396v20M313 396v20"
)
_ARROWS = (
    *(f"M74 {top}v15" for top in (46, 106, 166, 226)),
    *(f"M{x} 326v9" for x in (45, 112, 179, 246, 313)),
    "M179 416v15",
    "M142 86h21",
    "M236 86h17",
    "M247 456H372V111",
    "M326 66V51",
)
_STYLE = (
    "<style>text{font:12px sans-serif;fill:#1f1e24}.t{font-weight:700;font-size:13px}"
    ".l{fill:none;stroke:#55515c;stroke-width:1.5}.h{marker-end:url(#a)}"
    ".b{fill:#f3f1fa;stroke:#6a6472;stroke-width:1.25}.d{fill:#fff1cf}.c{stroke:#4b3fa8;stroke-width:4}</style>"
    '<marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0L8 4L0 8z" fill="#55515c"/></marker>'
)


def titles() -> dict[str, str]:
    """What each block is called where it stands alone, by its path."""
    return {
        block.path: {
            "aspp.near": "Pyramid: 1 × 1",
            "aspp.everywhere": "Pyramid: mean",
            "aspp.project": "Pyramid, stacked",
            "low_level": "Early map",
            "refine": "Decoder",
        }.get(block.path, f"Pyramid: {block.title.lower()}" if block in BRANCHES else block.title)
        for block in BLOCKS
    }


def network_html(shapes: Mapping[str, Shape], chosen: str = "") -> str:
    """The drawing, with the shape (channels, height, width) of every block; the chosen one has a thick frame."""
    boxes = "".join(_box(block, shapes[block.path], block.path == chosen) for block in BLOCKS)
    lines = f'<path class="l" d="{_LINES}"/>' + "".join(f'<path class="l h" d="{each}"/>' for each in _ARROWS)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 482">{_STYLE}'
        '<path d="M0 0h400v482H0z" fill="#fff"/>'
        '<path d="M6 302h346v124H6z" fill="none" stroke="#6a6472" stroke-dasharray="5 4"/>'
        f'<text class="t" x="160" y="294">ASPP, the pyramid</text>{lines}{boxes}'
        '<text x="364" y="220" text-anchor="end">4 times as large</text></svg>'
    )
    return row_of_figures(
        [
            figure_html(
                "DeepLabV3+", svg_address(svg), _spoken(shapes), frame="flex: 1 1 18rem; max-width: 460px"
            )
        ]
    )


def _box(block: Block, shape: Shape, is_chosen: bool) -> str:
    left, top, width = block.box
    height = _HEIGHTS["aspp" if block in BRANCHES else ""]
    middle = left + width / 2
    kind = "b" + (" d" if block.dilated else "") + (" c" if is_chosen else "")
    channels, side, _ = shape
    size = " × ".join(map(str, shape)) if width == _WIDE else f"{channels} × {side}{'²' if side > 1 else ''}"
    texts = "".join(
        f'<text x="{middle:g}" y="{top + 32 + 15 * place}" text-anchor="middle">{escape(line)}</text>'
        for place, line in enumerate([block.note, size] if block.note else [size])
    )
    return (
        f'<path class="{kind}" d="M{left} {top}h{width}v{height}h-{width}z"/>'
        f'<text class="t" x="{middle:g}" y="{top + 16}" text-anchor="middle">{escape(block.title)}</text>{texts}'
    )


def _spoken(shapes: Mapping[str, Shape]) -> str:
    """The drawing in a sentence for each of its three parts."""
    named = titles()

    def told(*paths: str) -> str:
        return ", ".join(f"{named[path]} ({' × '.join(map(str, shapes[path]))})" for path in paths)

    return (
        f"The encoder, one behind the other: {told('image', *(f'stages.{each}' for each in range(4)))}. "
        f"The pyramid, side by side on the last map: {told(*(block.path for block in BRANCHES))}; stacked and mixed: "
        f"{told('aspp.project')}. The decoder: that map, four times as large, stacked with the {told('low_level')} "
        f"from Stage 0, makes {told('refine')} and {told('head')}."
    )
