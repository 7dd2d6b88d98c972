def target(length, step):
    whole, rest = divmod(length, step)
    if rest == 0:
        return length
    return (whole + 1) * step


def padded(image, step):
    wide = [row[:] + row[-1:] * (target(len(row), step) - len(row)) for row in image]
    for _ in range(target(len(image), step) - len(image)):
        wide.append(wide[-1].copy())
    return wide
