CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    return [map(lambda pixel: CLASS_NAMES[pixel.index(max(pixel))], row) for row in scores]
