"""Every cell of your result has a number of its own, but the cells of one piece share one. Does the number spread from the first cell in every direction? And does a cell that has a number begin no piece of its own?"""


def components(region):
    count = 0
    numbers = []
    for row in region:
        line = []
        for cell in row:
            count += cell
            line.append(count * cell)
        numbers.append(line)
    return numbers
