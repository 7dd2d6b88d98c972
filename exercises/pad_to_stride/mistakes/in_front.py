"""You put the new columns and rows to the left and above. The old picture has to stay at the top left, so that it can be cut out again."""


def padded(image, step):
    wider = [[row[0]] * (-len(row) % step) + row for row in image]
    return [wider[0]] * (-len(wider) % step) + wider
