def padded(height, width, poolings):
    for _ in range(poolings):
        height //= 2
        width //= 2
    return height * 2**poolings, width * 2**poolings
