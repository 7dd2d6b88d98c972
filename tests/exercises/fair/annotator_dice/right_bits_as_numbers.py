import functools


def as_number(mask):
    """The mask as one whole number: a bit for each cell."""
    cells = [cell for row in mask for cell in row]
    return functools.reduce(lambda number, cell: number * 2 + cell, cells, 0)


def ones(number):
    return bin(number).count("1")


def agreement(labels):
    numbers = [as_number(mask) for mask in labels]
    values = []
    while len(numbers) > 1:
        last = numbers.pop()
        for number in numbers:
            size = ones(last) + ones(number)
            values.append(2 * ones(last & number) / size if size else 1.0)
    return sum(values) / len(values)
