def padded(height, width, poolings):
    n = 1
    for i in range(poolings):
        n = n * 2
    while height % n != 0:
        height = height + 1
    while width % n != 0:
        width = width + 1
    return height, width
