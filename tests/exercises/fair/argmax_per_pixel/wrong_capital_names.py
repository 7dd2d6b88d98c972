CLASS_NAMES = ["Background", "Person", "Dog"]


def class_map(scores):
    return [[CLASS_NAMES[pixel.index(max(pixel))] for pixel in row] for row in scores]
