def padded(height, width, poolings):
    step = 2**poolings
    while height % step or width % step:
        height += 1
        width += 1
        if height > 10000:
            break
    return height, width
