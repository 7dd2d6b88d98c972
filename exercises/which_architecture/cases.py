"""Jobs with what there is to learn from and to run on, and the network to try first."""

import random
from dataclasses import dataclass

from exercises._engine.variants import Variant
from lessons.practice.choose import Job

CHOICES = {
    "unet": "Unet with a pretrained resnet18 or resnet34",
    "small": "Unet with a pretrained mobilenet_v2, the smallest encoder of the lesson",
    "instance": "Mask R-CNN",
    "prompt": "SAM, by clicks and boxes",
}


@dataclass(frozen=True)
class ArchitectureJob:
    """A job, what the lesson's adviser is told of it, what to try first, and one sentence on each of `CHOICES`."""

    text: str
    told: Job
    needs: str
    why: tuple[str, str, str, str]


JOBS = (
    ArchitectureJob(
        "60 microscope pictures with masks of tissue. The outline has to be right to the pixel; a picture may take a "
        "second.",
        Job(pictures="few", edges="sharp"),
        "unet",
        (
            "Few pictures, sharp outlines, time: skips keep the outline, and a pretrained encoder needs few labels.",
            "There is a second for each picture, so nothing is won by a small encoder.",
            "Tissue is stuff. There are no objects to tell apart.",
            "There are masks already. A network that has learned them needs nobody to click.",
        ),
    ),
    ArchitectureJob(
        "2,000 labelled satellite pictures: forest, water, fields, roads. A computer works through new ones at night.",
        Job(pictures="many", edges="sharp"),
        "unet",
        (
            "A class for every pixel, plenty of labels, a whole night: a plain strong network; its skips keep roads.",
            "The night is long. A small encoder saves time that nobody needs.",
            "Forest and water are stuff and have no objects.",
            "Nobody wants to click through every new picture.",
        ),
    ),
    ArchitectureJob(
        "A phone has to find road and sidewalk in its camera's pictures, 20 times a second. 5,000 pictures have masks.",
        Job(pictures="many", edges="rough", budget="fastest"),
        "small",
        (
            "It may be a little better and takes several times as long: 20 pictures a second leave 50 ms each.",
            "An encoder made for phones: many labels make up for some of its size.",
            "Road is stuff. Boxes around objects do not help, and cost time.",
            "Nobody clicks 20 times a second.",
        ),
    ),
    ArchitectureJob(
        "A small computer on a drone tells field from weed while it flies; the answer has to come within 30 ms. Rough "
        "outlines will do, and 800 pictures have masks.",
        Job(pictures="some", edges="rough", budget="fastest"),
        "small",
        (
            "A good first try without a clock. Here 30 ms on a small computer decide.",
            "Few multiply–adds, and rough outlines forgive what the small network loses.",
            "Nobody asked for single plants, and an instance model takes longer.",
            "No one sits in the drone to click.",
        ),
    ),
    ArchitectureJob(
        "Count the apples on each tree and measure them. They touch. 500 pictures have a mask for every apple.",
        Job(pictures="some", answer="things"),
        "instance",
        (
            "Apples that touch would be one region: no count, no sizes.",
            "Apples that touch would be one region, found fast, but not counted.",
            "A mask for each apple, even where two touch, and the labels tell them apart.",
            "It gives the apple you point at. To count, somebody would have to point at all of them.",
        ),
    ),
    ArchitectureJob(
        "A warehouse robot grips one parcel among many that overlap. 1,000 pictures have an outline for each parcel.",
        Job(pictures="some", answer="things"),
        "instance",
        (
            "It tells parcel from floor, and all parcels that overlap are one region.",
            "It tells parcel from floor quickly, and not one parcel from the next.",
            "Each parcel gets a mask of its own, and the labels are just of that kind.",
            "It could cut out a parcel that somebody points at, but nobody is there to point.",
        ),
    ),
    ArchitectureJob(
        "A museum wants 300 kinds of vessels cut out of photographs for a catalogue. There is not one mask, and a "
        "person looks at each picture anyway.",
        Job(pictures="many", labels="none"),
        "prompt",
        (
            "It learns from masks, and there are none.",
            "It learns from masks, and there are none. Nor is there a hurry.",
            "It learns from a mask for every object, and there are none.",
            "It was trained to answer clicks on anything. The person who looks anyway clicks once or twice.",
        ),
    ),
    ArchitectureJob(
        "A new project: 400 photographs of corals, and nobody has drawn a mask. You have to label them first.",
        Job(pictures="some", labels="none"),
        "prompt",
        (
            "That comes second: first it needs masks to learn from.",
            "First there have to be masks to learn from, whatever the encoder.",
            "First there have to be masks to learn from, one for each coral.",
            "Clicks make masks much faster than drawing does. With those you then train a network of your own.",
        ),
    ),
)


def draw(rng: random.Random) -> Variant:
    job = rng.choice(JOBS)
    return Variant(
        fields={"job": job.text},
        answer=list(CHOICES).index(job.needs),
        options=tuple(zip(CHOICES.values(), job.why, strict=True)),
    )
