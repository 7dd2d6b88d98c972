"""Every pixel got the same label: you chose one winner for the whole picture. That is image classification; segmentation decides at every pixel, from that pixel's scores alone."""

CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    totals = [sum(pixel[index] for row in scores for pixel in row) for index in range(len(CLASS_NAMES))]
    winner = CLASS_NAMES[totals.index(max(totals))]
    return [[winner for pixel in row] for row in scores]
