CLASS_NAMES = ["background", "person", "dog"]


def best_of(pixel, places):
    """The place with the highest score; in a tie, the first of them."""
    best = places[0]
    for place in places:
        if pixel[place] > pixel[best]:
            best = place
    return best


def runner_up(pixel):
    """The index of the class that comes second."""
    winner = best_of(pixel, [0, 1, 2])
    return best_of(pixel, [place for place in [0, 1, 2] if place != winner])


def runner_up_map(scores):
    """The class name that comes second at every pixel, as a list of rows."""
    return [[CLASS_NAMES[runner_up(pixel)] for pixel in row] for row in scores]
