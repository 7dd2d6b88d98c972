def padded(image, step):
    new = [list(row) for row in image]
    new += [new[-1]] * (-len(new) % step)
    missing = -len(new[0]) % step
    for row in new:
        row.extend([row[-1]] * missing)
    return new
