def padded(image, step):
    new = []
    for row in image:
        longer = []
        for value in row:
            longer.append(value)
        while len(longer) % step != 0:
            longer.append(longer[-1])
        new.append(longer)
    while len(new) % step != 0:
        new.append(list(new[-1]))
    return new
