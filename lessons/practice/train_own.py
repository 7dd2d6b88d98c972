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

IGNORE, STRIDE = 255, 32
MEAN, SPREAD = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])  # of ImageNet
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
USUAL = {"architecture": "Unet", "encoder": "resnet34", "weights": "imagenet", "side": 256, "batch": 8}
USUAL |= {"epochs": 50, "rate": 5e-4, "seed": 0, "out": Path("trained")}


def find_pairs(images: Path, masks: Path, classes: int) -> list[tuple[Path, Path]]:
    """The files that belong together, each looked at now, so that what is wrong shows before the training."""
    labels = {file.stem: file for file in masks.glob("*.*")}
    pairs = [(file, labels[file.stem]) for file in sorted(images.glob("*.*")) if file.stem in labels]
    if len(pairs) < 2:
        sys.exit(f"{len(pairs)} pictures in {images} have a mask of that name in {masks}; give at least 2.")
    for pair in tqdm(pairs, desc="checking", unit="pair"):
        if complaint := wrong_with(*read(pair), classes):
            sys.exit(f"{pair[1]} {complaint}")
    return pairs


def wrong_with(pixels: np.ndarray, truth: np.ndarray, classes: int) -> str:
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
    return torch.from_numpy(((pixels / 255 - MEAN) / SPREAD).transpose(2, 0, 1).astype(np.float32))


class Crops(Dataset):
    """A random square of each picture: mirrored, turned if that is allowed, and brighter or darker."""

    def __init__(self, pairs: list[tuple[Path, Path]], side: int, any_way_up: bool):
        self.pairs, self.side, self.any_way_up = pairs, side, any_way_up

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        pixels, truth = read(self.pairs[index])
        chance = np.random.default_rng(int(torch.randint(2**62, ())))
        missing = [(0, max(0, self.side - length)) for length in truth.shape]
        pixels, truth = np.pad(pixels, [*missing, (0, 0)]), np.pad(truth, missing, constant_values=IGNORE)
        top, left = (int(chance.integers(length - self.side + 1)) for length in truth.shape)
        window = slice(top, top + self.side), slice(left, left + self.side)
        turns, step = int(chance.integers(4)) * self.any_way_up, int(chance.choice((1, -1)))
        pixels, truth = (np.rot90(each[window], turns)[:, ::step] for each in (pixels, truth))
        pixels = np.clip(pixels * chance.uniform(0.8, 1.25), 0, 255)
        return as_tensor(pixels), torch.from_numpy(truth.copy())


@torch.no_grad()
def per_class_iou(model: torch.nn.Module, pairs: list[tuple[Path, Path]], classes: int) -> np.ndarray:
    """The IoU of each class over all pixels of these pictures; NaN for a class that is nowhere."""
    counts = np.zeros((classes, classes), np.int64)
    for pixels, truth in map(read, pairs):
        (height, width), counted = truth.shape, truth != IGNORE
        whole = pad(as_tensor(pixels)[None], (0, -width % STRIDE, 0, -height % STRIDE), mode="replicate")
        guess = model.eval()(whole.to(DEVICE))[0, :, :height, :width].argmax(dim=0).cpu().numpy()
        np.add.at(counts, (truth[counted], guess[counted]), 1)
    shared, either = counts.diagonal(), counts.sum(axis=0) + counts.sum(axis=1) - counts.diagonal()
    return np.divide(shared, either, out=np.full(classes, np.nan), where=either > 0)


def train(given: argparse.Namespace) -> None:
    """Learn from four fifths of the pairs; after each epoch report on the others."""
    torch.manual_seed(given.seed)
    pairs = find_pairs(given.images, given.masks, classes := len(given.classes))
    order = np.random.default_rng(given.seed).permutation(len(pairs))
    watched, training = ([pairs[at] for at in part] for part in np.split(order, [max(1, len(pairs) // 5)]))
    weights = None if given.weights == "none" else given.weights
    try:
        model = smp.create_model(given.architecture, given.encoder, weights, classes=classes).to(DEVICE)
    except Exception as error:  # a name, a download: what can go wrong is endless
        sys.exit(f"{given.architecture} with {given.encoder}: {error}\nCheck both, or try --weights none.")
    optimizer = torch.optim.AdamW(model.parameters())
    dice = smp.losses.DiceLoss("multiclass", ignore_index=IGNORE)
    state = {"same": [given.architecture, given.encoder, *given.classes], "epoch": 0, "best": -1.0}
    given.out.mkdir(parents=True, exist_ok=True)
    if (kept := given.out / "checkpoint.pt").exists():
        before = torch.load(kept, map_location=DEVICE, weights_only=True)
        if before["same"] != state["same"]:
            sys.exit(f"{kept} is of another network or of other classes; delete it, or give another --out.")
        model.load_state_dict(before.pop("model"))
        optimizer.load_state_dict(before.pop("optimizer"))
        state = before
    whole_batches = RandomSampler(training, num_samples=-(-len(training) // given.batch) * given.batch)
    loader = DataLoader(Crops(training, given.side, given.any_way_up), given.batch, sampler=whole_batches)
    for epoch in range(state["epoch"] + 1, given.epochs + 1):
        optimizer.param_groups[0]["lr"] = given.rate * math.cos(math.pi / 2 * (epoch - 1) / given.epochs) ** 2
        model.train()
        for image, truth in tqdm(loader, f"epoch {epoch} of {given.epochs}", unit="batch"):
            logits, truth = model(image.to(DEVICE)), truth.to(DEVICE)
            loss = cross_entropy(logits, truth, ignore_index=IGNORE) + dice(logits, truth)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        ious = per_class_iou(model, watched, classes)
        miou = float(np.nanmean(ious))
        told = ", ".join(f"{name} {iou:.3f}" for name, iou in zip(given.classes, ious, strict=True))
        print(f"epoch {epoch}: mIoU {miou:.3f} on {len(watched)} unseen pictures ({told})")
        if miou > state["best"]:
            torch.save(model.state_dict(), given.out / "best.pt")
        state |= {"epoch": epoch, "best": max(state["best"], miou)}
        torch.save(state | {"model": model.state_dict(), "optimizer": optimizer.state_dict()}, kept)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("images", type=Path)
    parser.add_argument("masks", type=Path)
    parser.add_argument("--classes", nargs="+", required=True)
    parser.add_argument("--any-way-up", action="store_true", help="also learn from the pictures turned")
    for name, value in USUAL.items():
        parser.add_argument(f"--{name}", type=type(value), default=value, help=f"usually {value}")
    train(parser.parse_args())
