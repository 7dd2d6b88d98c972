from fractions import Fraction

MIDDLE = Fraction(1, 2)


def is_white(value, white):
    return Fraction(value, white) > MIDDLE


def binary(stored, white):
    return [[int(is_white(value, white)) for value in row] for row in stored]
