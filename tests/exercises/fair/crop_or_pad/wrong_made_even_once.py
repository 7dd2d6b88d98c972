def padded(height, width, poolings):
    for _ in range(poolings):
        if height % 2:
            height += 1
        if width % 2:
            width += 1
    return height, width
