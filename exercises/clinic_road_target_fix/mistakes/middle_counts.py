"""A pixel exactly in the middle counts as white in your result. The task asks for nearer to white, so the middle is 0."""


def binary(stored, white):
    return [[1 if 2 * value >= white else 0 for value in row] for row in stored]
