def padded(height, width, poolings):
    low = (1 << poolings) - 1
    return (height + low) & ~low, (width + low) & ~low
