"""The right class wins at every pixel, but you return its number. This task asks for names: one more look-up turns a class id into one."""

CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    return [[pixel.index(max(pixel)) for pixel in row] for row in scores]
