def padded(image, step):
    wide = []
    for row in image:
        missing = -len(row) % step
        wide.append(row + row[len(row) - missing :])
    missing = -len(wide) % step
    return wide + wide[len(wide) - missing :]
