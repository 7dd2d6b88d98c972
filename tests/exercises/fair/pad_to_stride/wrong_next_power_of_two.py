def power(n):
    p = 1
    while p < n:
        p *= 2
    return p


def padded(image, step):
    height = max(step, power(len(image)))
    width = max(step, power(len(image[0])))
    wide = [row + [row[-1]] * (width - len(row)) for row in image]
    return wide + [wide[-1]] * (height - len(wide))
