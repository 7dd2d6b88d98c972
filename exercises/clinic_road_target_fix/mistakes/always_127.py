"""You compare with 127 whatever white is. In a file whose white is 1 no pixel is above 127, and its object is lost."""


def binary(stored, white):
    return [[1 if value > 127 else 0 for value in row] for row in stored]
