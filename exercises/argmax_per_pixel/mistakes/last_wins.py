"""In a tie you let the later class win. The task asks for the first one: look at how your comparison treats two scores that are equal."""

CLASS_NAMES = ["background", "person", "dog"]


def winner(pixel):
    best = 0
    for index in range(1, len(pixel)):
        if pixel[index] >= pixel[best]:
            best = index
    return best


def class_map(scores):
    return [[CLASS_NAMES[winner(pixel)] for pixel in row] for row in scores]
