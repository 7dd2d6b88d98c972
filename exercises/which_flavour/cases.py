"""Jobs for a segmentation network, each with the flavour that does it and why the other two do not."""

import random
from dataclasses import dataclass

from exercises._engine.variants import Variant

FLAVOURS = ("semantic", "instance", "panoptic")
TITLES = (
    "Semantic: a class for every pixel",
    "Instance: a mask for every object",
    "Panoptic: a class for every pixel, and a number for every object",
)


@dataclass(frozen=True)
class FlavourJob:
    """A job, the flavour it needs, and what to say of semantic, instance and panoptic."""

    text: str
    needs: str
    semantic: str
    instance: str
    panoptic: str


JOBS = (
    FlavourJob(
        "A car has to know which part of the ground ahead is free road.",
        "semantic",
        "Free road is stuff. A class for every pixel says where it is, and there is nothing to count.",
        "Road is stuff: it has no objects, so an instance model leaves it out.",
        "It would do, but the numbers of cars and people are never read here. The road alone is asked for.",
    ),
    FlavourJob(
        "A phone blurs everything in a portrait that is not a person. All people in it stay sharp.",
        "semantic",
        "Person or not is one question for each pixel. Which person it is makes no difference to the blur.",
        "It would find each person apart, only for all masks to be joined again: every person stays sharp.",
        "Neither the numbers of the people nor the classes behind them are read: all that gets the same blur.",
    ),
    FlavourJob(
        "From satellite pictures, a map office wants the shares of forest, water, farmland and built-up ground.",
        "semantic",
        "Shares of the ground are counts of pixels of each class. None of these classes is counted by object.",
        "Forest and water are stuff. A model that looks for single objects leaves most of the ground empty.",
        "All these classes are stuff here, so no pixel would have a number: the work on objects is for nothing.",
    ),
    FlavourJob(
        "A photo program replaces a grey sky by a blue one, behind trees and roofs.",
        "semantic",
        "All that is asked of a pixel is whether it is sky, down to the gaps between leaves.",
        "The sky is stuff and has no instances. An instance model would find the trees and not what is behind.",
        "It would number the trees for nothing. Only the outline of the sky is read.",
    ),
    FlavourJob(
        "A road inspector wants the share of the surface that is cracked, over a whole street.",
        "semantic",
        "A share needs only a count of cracked pixels. Where one crack ends and the next begins is not asked.",
        "Cracks join and branch, so nobody can say how many there are; and the share does not need it.",
        "Numbered cracks would not change the share, and somebody would have to decide where each one ends.",
    ),
    FlavourJob(
        "A doctor wants the volume of all the fluid in a lung, from the slices of a scan.",
        "semantic",
        "A volume is a count of fluid pixels over all slices. Fluid is stuff: there are no pieces to tell apart.",
        "Fluid has no single objects. A model that looks for them is the wrong tool.",
        "No object in these pictures needs a number. What it adds to the semantic answer is never read.",
    ),
    FlavourJob(
        "A laboratory wants the number of cells on a slide and the size of each. Many touch. The rest of the "
        "slide is of no interest.",
        "instance",
        "Cells that touch would be one region, so they would be counted once and measured together.",
        "Each cell gets a mask of its own, even where two touch. Nothing else was asked for.",
        "It would also name what lies between the cells, which is of no interest here.",
    ),
    FlavourJob(
        "A robot takes screws out of a full box, one at a time. It needs the outline of the one it grips.",
        "instance",
        "All screws would be one large region of class screw, without a line between them to grip along.",
        "The outline of one single screw among many that touch: that is a mask for each object.",
        "The class of every pixel of the box and the table is more than a gripper asks for.",
    ),
    FlavourJob(
        "A bus company wants to know how many people wait at a stop. They stand in front of one another.",
        "instance",
        "People who overlap are one region of class person. Its pixels do not tell how many stand in it.",
        "Counting people who overlap needs each person apart. What is around them is not asked.",
        "It would count them too, but it also names road, sky and walls, which nobody reads here.",
    ),
    FlavourJob(
        "On a belt, apples that touch are sorted by size. The belt itself does not matter.",
        "instance",
        "Apples that touch would melt into one region, with one size for all of them.",
        "The size of each apple needs a mask for each apple, and no more than that.",
        "Labels for the belt and the frame would be outlined and learned, and then not used.",
    ),
    FlavourJob(
        "An editor taps on one person in a group photo, and that person is cut out.",
        "instance",
        "It has no line between two people who touch, so the whole group would be cut out.",
        "One person among several who touch: the mask of that one object is the answer.",
        "Nothing is asked about the pixels behind the people, so it says more than is needed.",
    ),
    FlavourJob(
        "A coach follows each player through a match, from picture to picture. The field is not needed.",
        "instance",
        "When two players meet, they become one region, and nobody knows afterwards who was who.",
        "Following one player needs a mask for each of them in every picture.",
        "It would do, but labels for grass, lines and seats are work that the coach never looks at.",
    ),
    FlavourJob(
        "A car has to plan its way: where road, sidewalk and grass are, and how each single car and person "
        "around it moves.",
        "panoptic",
        "It knows the ground, but three cars in a row are one region: no single one could be followed.",
        "It follows cars and people, but road, sidewalk and grass are stuff and would be left out.",
        "The ground needs a class for every pixel, and each car and person a number of its own. This has both.",
    ),
    FlavourJob(
        "A program tells a blind walker what ground lies ahead, and how many people and bicycles stand on it.",
        "panoptic",
        "It names the ground, but it cannot say how many: people side by side are one region.",
        "It counts people and bicycles, but the ground is stuff, and it says nothing of it.",
        "What ground it is asks for stuff; how many asks for things. Only this answer holds both.",
    ),
    FlavourJob(
        "A forest survey from the air wants the size of each single tree crown, and the ground between them "
        "divided into grass, soil and water.",
        "panoptic",
        "It divides the ground, but crowns that touch are one region with one size.",
        "It measures each crown, but leaves the ground between them empty.",
        "Each crown needs a number, and the ground a class for every pixel. That is both answers in one map.",
    ),
    FlavourJob(
        "A program turns the photograph of a room into a plan: floor and walls as surfaces, and each chair and "
        "table as an object to be moved.",
        "panoptic",
        "Four chairs around a table that touch would be one region, so they could not be moved one by one.",
        "It finds the chairs, but floor and walls are stuff and would be missing from the plan.",
        "Floor and walls are stuff, chairs and tables are things, and no pixel may stay without an answer.",
    ),
    FlavourJob(
        "A cleaning robot has to know carpet, tiles and wood everywhere on the floor, and to go around each "
        "single object that lies on it and count them.",
        "panoptic",
        "It tells carpet from wood, but two toys that touch would be one obstacle and one count.",
        "It counts the toys, but kinds of floor are stuff and stay without an answer.",
        "The kind of floor is a class for every pixel, and the objects are counted one by one. This gives both.",
    ),
)


def draw(rng: random.Random) -> Variant:
    job = rng.choice(JOBS)
    return Variant(
        fields={"job": job.text},
        answer=FLAVOURS.index(job.needs),
        options=tuple(zip(TITLES, (job.semantic, job.instance, job.panoptic), strict=True)),
    )
