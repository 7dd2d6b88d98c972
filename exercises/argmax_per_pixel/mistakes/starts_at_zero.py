"""Your search starts from a best score of zero, so a pixel whose scores are all negative becomes background. Raw scores can be negative: begin with a score that the pixel really has."""

CLASS_NAMES = ["background", "person", "dog"]


def winner(pixel):
    best, best_score = 0, 0
    for index, score in enumerate(pixel):
        if score > best_score:
            best, best_score = index, score
    return best


def class_map(scores):
    return [[CLASS_NAMES[winner(pixel)] for pixel in row] for row in scores]
