def padded(height, width, poolings):
    return (height + 15) // 16 * 16, (width + 15) // 16 * 16
