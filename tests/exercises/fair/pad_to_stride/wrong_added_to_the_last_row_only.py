def padded(image, step):
    wide = [list(row) for row in image]
    while len(wide[-1]) % step:
        wide[-1].append(wide[-1][-1])
    while len(wide) % step:
        wide.append(wide[-1])
    return wide
