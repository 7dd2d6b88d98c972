"""Train a segmentation network on your own pictures. This file needs nothing else of the lesson.

    pip install torch segmentation-models-pytorch pillow numpy tqdm
    python train_own.py images masks --classes background road car

For each picture in the folder `images` there is a mask of the same name in `masks`: a PNG of the same size
with one channel of class ids, 0 for the first class; pixels of 255 do not count. After Ctrl+C the same
command goes on from the last whole epoch. The best weights are kept in `best.pt`.
"""

import argparse
import math
import sys
from pathlib import Path

import numpy as np
import segmentation_models_pytorch as smp
import torch
from PIL import Image
from torch.nn.functional import cross_entropy, pad
from torch.utils.data import DataLoader, Dataset, RandomSampler
from tqdm import tqdm

IGNORE = 255
STRIDE = 32  # a network takes heights and widths that this divides
IMAGENET_MEAN = np.array([0.485, 0.456, 0.406])
IMAGENET_STD = np.array([0.229, 0.224, 0.225])
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
DEFAULTS = {
    "architecture": "Unet",
    "encoder": "resnet34",
    "weights": "imagenet",
    "side": 256,
    "batch": 8,
    "epochs": 50,
    "rate": 5e-4,
    "seed": 0,
    "out": Path("trained"),
}


def find_pairs(images: Path, masks: Path, classes: int) -> list[tuple[Path, Path]]:
    """The files that belong together, each looked at now, so that what is wrong shows before the training."""
    labels = {file.stem: file for file in masks.glob("*.*")}
    pairs = [(file, labels[file.stem]) for file in sorted(images.glob("*.*")) if file.stem in labels]
    if len(pairs) < 2:
        sys.exit(f"{len(pairs)} pictures in {images} have a mask of that name in {masks}; give at least 2.")
    for pair in tqdm(pairs, desc="checking", unit="pair"):
        pixels, truth = read(pair)
        fault = fault_of(pixels, truth, classes)
        if fault:
            sys.exit(f"{pair[1]} {fault}")
    return pairs


def fault_of(pixels: np.ndarray, truth: np.ndarray, classes: int) -> str:
    """Why a mask cannot be used, and what to do; empty if it can."""
    if truth.ndim != 2:
        return f"has {truth.shape[2]} channels; save it with one, which holds class ids."
    if pixels.shape[:2] != truth.shape:
        return f"is {truth.shape} pixels high and wide, its picture {pixels.shape[:2]}; make them equal."
    largest = truth[truth != IGNORE].max(initial=0)
    if largest >= classes:
        return f"holds class {largest}, but {classes} classes end at {classes - 1}; name all classes."
    return ""


def read(pair: tuple[Path, Path]) -> tuple[np.ndarray, np.ndarray]:
    """A picture uint8 (height, width, 3) and its class ids int64 (height, width)."""
    with Image.open(pair[0]) as picture, Image.open(pair[1]) as truth:
        return np.array(picture.convert("RGB")), np.array(truth).astype(np.int64)


def as_tensor(pixels: np.ndarray) -> torch.Tensor:
    """A picture (height, width, 3) as the encoders know them: float32 (3, height, width), normalised."""
    normalised = (pixels / 255 - IMAGENET_MEAN) / IMAGENET_STD
    return torch.from_numpy(normalised.transpose(2, 0, 1).astype(np.float32))


class Crops(Dataset):
    """A random square of each picture: mirrored, turned if that is allowed, and brighter or darker."""

    def __init__(self, pairs: list[tuple[Path, Path]], side: int, any_way_up: bool):
        self.pairs = pairs
        self.side = side
        self.any_way_up = any_way_up

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        pixels, truth = self.enlarged(*read(self.pairs[index]))
        rng = np.random.default_rng(int(torch.randint(2**62, ())))

        height, width = truth.shape
        top = int(rng.integers(height - self.side + 1))
        left = int(rng.integers(width - self.side + 1))
        pixels = pixels[top : top + self.side, left : left + self.side]
        truth = truth[top : top + self.side, left : left + self.side]

        quarter_turns = int(rng.integers(4))
        if self.any_way_up:
            pixels, truth = np.rot90(pixels, quarter_turns), np.rot90(truth, quarter_turns)
        if rng.choice((False, True)):
            pixels, truth = pixels[:, ::-1], truth[:, ::-1]

        brightness = rng.uniform(0.8, 1.25)
        pixels = np.clip(pixels * brightness, 0, 255)
        return as_tensor(pixels), torch.from_numpy(truth.copy())

    def enlarged(self, pixels: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Both at least `side` pixels high and wide; what is added does not count."""
        below = max(0, self.side - truth.shape[0])
        right = max(0, self.side - truth.shape[1])
        pixels = np.pad(pixels, ((0, below), (0, right), (0, 0)))
        truth = np.pad(truth, ((0, below), (0, right)), constant_values=IGNORE)
        return pixels, truth


@torch.no_grad()
def per_class_iou(model: torch.nn.Module, pairs: list[tuple[Path, Path]], classes: int) -> np.ndarray:
    """The IoU of each class over all pixels of these pictures; NaN for a class that is nowhere."""
    model.eval()
    counts = np.zeros((classes, classes), np.int64)  # true class, predicted class
    for pair in pairs:
        pixels, truth = read(pair)
        height, width = truth.shape
        image = pad(as_tensor(pixels)[None], (0, -width % STRIDE, 0, -height % STRIDE), mode="replicate")
        logits = model(image.to(DEVICE))[0, :, :height, :width]
        prediction = logits.argmax(dim=0).cpu().numpy()
        counted = truth != IGNORE
        np.add.at(counts, (truth[counted], prediction[counted]), 1)
    intersection = counts.diagonal()
    union = counts.sum(axis=0) + counts.sum(axis=1) - intersection
    return np.divide(intersection, union, out=np.full(classes, np.nan), where=union > 0)


def build(options: argparse.Namespace) -> torch.nn.Module:
    """The network that the options name, on the device."""
    weights = None if options.weights == "none" else options.weights
    classes = len(options.classes)
    try:
        model = smp.create_model(options.architecture, options.encoder, weights, classes=classes)
    except Exception as error:  # a name, a download: what can go wrong is endless
        sys.exit(
            f"{options.architecture} with {options.encoder}: {error}\nCheck both, or try --weights none."
        )
    return model.to(DEVICE)


def resume(file: Path, state: dict, model: torch.nn.Module, optimizer: torch.optim.Optimizer) -> dict:
    """The state in the checkpoint, its weights loaded; `state` as it is if there is no checkpoint yet."""
    if not file.exists():
        return state
    checkpoint = torch.load(file, map_location=DEVICE, weights_only=True)
    if checkpoint["same"] != state["same"]:
        sys.exit(f"{file} is of another network or of other classes; delete it, or give another --out.")
    model.load_state_dict(checkpoint.pop("model"))
    optimizer.load_state_dict(checkpoint.pop("optimizer"))
    return checkpoint


def learn(model: torch.nn.Module, optimizer: torch.optim.Optimizer, loader: DataLoader, title: str) -> None:
    """One epoch: cross-entropy and Dice together, so that rare classes are not lost."""
    dice = smp.losses.DiceLoss("multiclass", ignore_index=IGNORE)
    model.train()
    for image, truth in tqdm(loader, title, unit="batch"):
        logits, truth = model(image.to(DEVICE)), truth.to(DEVICE)
        loss = cross_entropy(logits, truth, ignore_index=IGNORE) + dice(logits, truth)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def train(options: argparse.Namespace) -> None:
    """Learn from four fifths of the pairs; after each epoch report on the others."""
    torch.manual_seed(options.seed)
    classes = len(options.classes)
    pairs = find_pairs(options.images, options.masks, classes)
    order = np.random.default_rng(options.seed).permutation(len(pairs))
    unseen_count = max(1, len(pairs) // 5)
    unseen = [pairs[place] for place in order[:unseen_count]]
    training = [pairs[place] for place in order[unseen_count:]]

    model = build(options)
    optimizer = torch.optim.AdamW(model.parameters())
    options.out.mkdir(parents=True, exist_ok=True)
    file = options.out / "checkpoint.pt"
    start = {"same": [options.architecture, options.encoder, *options.classes], "epoch": 0, "best": -1.0}
    state = resume(file, start, model, optimizer)

    batches = math.ceil(len(training) / options.batch)
    sampler = RandomSampler(training, num_samples=batches * options.batch)  # all batches are whole
    loader = DataLoader(Crops(training, options.side, options.any_way_up), options.batch, sampler=sampler)
    for epoch in range(state["epoch"] + 1, options.epochs + 1):
        progress = (epoch - 1) / options.epochs
        optimizer.param_groups[0]["lr"] = options.rate * math.cos(math.pi / 2 * progress) ** 2
        learn(model, optimizer, loader, f"epoch {epoch} of {options.epochs}")

        ious = per_class_iou(model, unseen, classes)
        miou = float(np.nanmean(ious))
        each = ", ".join(f"{name} {iou:.3f}" for name, iou in zip(options.classes, ious, strict=True))
        print(f"epoch {epoch}: mIoU {miou:.3f} on {len(unseen)} unseen pictures ({each})")
        if miou > state["best"]:
            torch.save(model.state_dict(), options.out / "best.pt")
        state |= {"epoch": epoch, "best": max(state["best"], miou)}
        torch.save(state | {"model": model.state_dict(), "optimizer": optimizer.state_dict()}, file)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("images", type=Path)
    parser.add_argument("masks", type=Path)
    parser.add_argument("--classes", nargs="+", required=True)
    parser.add_argument("--any-way-up", action="store_true", help="also learn from the pictures turned")
    for name, value in DEFAULTS.items():
        parser.add_argument(f"--{name}", type=type(value), default=value, help=f"usually {value}")
    train(parser.parse_args())
