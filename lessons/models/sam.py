"""SAM in miniature: look at the picture once, then answer every click.

A network for classes has a fixed list of answers. This one has none: it is told *which* region by a
prompt, a few clicks or a box, and says where that region ends. So it can cut out what it has no name for.

    image ──► image encoder ──► embedding ────────────────┐      once for a picture: nearly all the cost
                                                          ▼
    clicks, box ──► prompt encoder ──► tokens ──► two-way attention ──► 3 masks, 3 predicted IoUs
    previous mask ─────────────────────────────► (added to the embedding)        for each prompt

*Two-way*: the tokens look at the image (what is under the click?), and the image looks at the tokens (do I
belong to the click?). Three mask tokens travel with the prompt. At the end each becomes the weights of
a 1×1 convolution over the upscaled features: a classifier made for this one prompt. Why three: a click on
a window may mean the window or the car, and an average of the two is neither. Which of them to show
is told by the IoU that the network expects of each.

Kirillov et al. (2023), "Segment Anything", arXiv 2304.02643. Theirs has a vision transformer of 91 to 636
million parameters, pretrained without labels (MAE), and learned from a billion masks. Here the encoder is the
course's U-Net without its head, and starts from that network's trained weights; features at stride 2 and 1
join while upscaling, as in SAM 2 (Ravi et al., 2024), for thin things; and a click's token also gets
the embedding under the click, because so small a network finds it hard to learn to fetch it.
"""

from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from lessons.models.prompt_encoders import (
    NOTHING,
    STRIDE,
    Embedding,
    ImageEncoder,
    Points,
    PromptEncoder,
    frame_of,
    resized,
)


@dataclass(frozen=True, eq=False)
class Masks:
    """Answers: `logits` (prompts, candidates, height, width), above 0 inside; `iou` (prompts, candidates) expected.

    `attention` (prompts, candidates, rows, columns): where each mask's token looked last; sums to 1.
    """

    logits: Tensor
    iou: Tensor
    attention: Tensor
    embedding: Embedding


class Attention(nn.Module):
    """Every query gathers from all values, most from those whose key resembles it. Vaswani et al. (2017)."""

    def __init__(self, dim: int, inner: int, heads: int = 4):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(dim, inner) for _ in range(3))
        self.out = nn.Linear(inner, dim)
        # Keys begin as queries do: then like looks at like, and a click at its surroundings, from the start.
        nn.init.orthogonal_(self.query.weight, gain=2.0)
        self.key.load_state_dict(self.query.state_dict())

    def forward(
        self, query: Tensor, key: Tensor, value: Tensor, hidden: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """(n, queries, dim), (n, keys, dim) twice → (n, queries, dim), and the weights (n, heads, queries, keys).

        `hidden` bool (n, keys): nothing is gathered from there.
        """
        q, k, v = (
            linear(each).unflatten(-1, (self.heads, -1)).transpose(1, 2)
            for linear, each in ((self.query, query), (self.key, key), (self.value, value))
        )
        alike = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
        if hidden is not None:
            alike = alike.masked_fill(hidden[:, None, None], -torch.inf)
        weights = alike.softmax(dim=-1)
        return self.out((weights @ v).transpose(1, 2).flatten(2)), weights


class TwoWay(nn.Module):
    """Tokens among themselves, tokens to image, an MLP on each token, image to tokens; a norm after each."""

    def __init__(self, dim: int):
        super().__init__()
        self.among, self.to_image, self.to_tokens = (
            Attention(dim, inner) for inner in (dim, dim // 2, dim // 2)
        )
        self.mlp = nn.Sequential(nn.Linear(dim, 4 * dim), nn.GELU(), nn.Linear(4 * dim, dim))
        self.norms = nn.ModuleList(nn.LayerNorm(dim) for _ in range(4))

    def forward(
        self, tokens: Tensor, image: Tensor, prompt: Tensor, places: Tensor, hidden: Tensor
    ) -> tuple[Tensor, Tensor]:
        """`tokens` and `prompt` (n, tokens, dim), `image` (n, cells, dim), `places` (cells, dim).

        The prompt as it came in and the places are added wherever something is compared, so that no layer
        forgets who asks and where a cell is. `hidden` bool (n, tokens) marks those that only fill a row.
        """
        asking = tokens + prompt
        tokens = self.norms[0](tokens + self.among(asking, asking, tokens, hidden)[0])
        tokens = self.norms[1](tokens + self.to_image(tokens + prompt, image + places, image)[0])
        tokens = self.norms[2](tokens + self.mlp(tokens))
        image = self.norms[3](image + self.to_tokens(image + places, tokens + prompt, tokens, hidden)[0])
        return tokens, image


class SAM(nn.Module):
    """Image and points → `candidates` masks for each prompt, and the IoU expected of each."""

    def __init__(self, candidates: int, dim: int = 64, layers: int = 2):
        super().__init__()
        self.image_encoder = ImageEncoder(dim)
        self.prompt_encoder = PromptEncoder(dim)
        self.own_tokens = nn.Parameter(0.1 * torch.randn(1 + candidates, dim))
        self.layers = nn.ModuleList(TwoWay(dim) for _ in range(layers))
        self.last_look, self.norm = Attention(dim, dim // 2), nn.LayerNorm(dim)
        full, half = self.image_encoder.to_full.out_channels, self.image_encoder.to_half.out_channels
        self.up_half, self.up_full = nn.ConvTranspose2d(dim, half, 2, 2), nn.ConvTranspose2d(half, full, 2, 2)
        self.half_norm = nn.GroupNorm(1, half)
        self.classifiers = nn.ModuleList(_mlp(dim, full) for _ in range(candidates))
        self.iou = _mlp(dim, candidates)

    def forward(
        self,
        image: Tensor,
        points: Points,
        previous: Tensor | None = None,
        embedding: Embedding | None = None,
    ) -> Masks:
        """Image float32 (batch, 3, height, width) in [0, 1]; `previous` logits (prompts, height, width).

        With `embedding`, what an earlier answer on the same image gave along, the image is not looked at again.
        """
        seen = self.image_encoder(image) if embedding is None else embedding
        return self.decode(seen, points, previous)

    def decode(self, embedding: Embedding, points: Points, previous: Tensor | None = None) -> Masks:
        """The answer to each prompt, from what the encoder saw. Points and logits are in the picture's own pixels."""
        if embedding.shrunk:
            share = points.places.new_tensor(embedding.working_size) / points.places.new_tensor(
                [embedding.height, embedding.width]
            )
            points = replace(points, places=points.places * share)
            previous = None if previous is None else resized(previous[:, None], embedding.working_size)[:, 0]
        cells = embedding.cells[points.pictures]
        count, _, rows, columns = cells.shape
        frame = frame_of(embedding.working_size)
        prompt = self.prompt_encoder.tokens(points, cells, frame)
        prompt = torch.cat([self.own_tokens.expand(count, -1, -1), prompt], dim=1)
        hidden = nn.functional.pad(points.kinds == NOTHING, (len(self.own_tokens), 0))
        cells = cells + self.prompt_encoder.dense(previous, cells)
        places = self.prompt_encoder.places(frame * middles(rows, columns, cells.device))

        tokens, image = prompt, cells.flatten(2).transpose(1, 2)
        for layer in self.layers:
            tokens, image = layer(tokens, image, prompt, places, hidden)
        attended, weights = self.last_look(tokens + prompt, image + places, image)
        tokens = self.norm(tokens + attended)

        features = image.transpose(1, 2).unflatten(2, (rows, columns))
        features = self.half_norm(self.up_half(features) + embedding.half[points.pictures])
        features = torch.relu(self.up_full(torch.relu(features)) + embedding.full[points.pictures])
        kernels = [mlp(tokens[:, 1 + place]) for place, mlp in enumerate(self.classifiers)]
        logits = torch.stack(kernels, dim=1) @ features.flatten(2)
        logits = logits.unflatten(2, features.shape[-2:])[
            ..., : embedding.working_size[0], : embedding.working_size[1]
        ]
        if embedding.shrunk:
            logits = resized(logits, (embedding.height, embedding.width))
        attention = weights.mean(dim=1)[:, 1 : 1 + len(kernels)].unflatten(2, (rows, columns))
        return Masks(logits, self.iou(tokens[:, 0]).sigmoid(), attention, embedding)


def middles(rows: int, columns: int, device: torch.device) -> Tensor:
    """The middle of each cell in pixels as looked at, float32 (rows · columns, 2)."""
    down, across = (STRIDE * (torch.arange(count, device=device) + 0.5) for count in (rows, columns))
    return torch.cartesian_prod(down, across)


def _mlp(dim: int, outputs: int) -> nn.Module:
    return nn.Sequential(nn.Linear(dim, dim), nn.ReLU(), nn.Linear(dim, outputs))
