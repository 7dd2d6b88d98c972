def prepared(image, mean, std):
    """One map for each of red, green, blue."""
    return [
        [[(pixel[source] / 255 - m) / s for pixel in row] for row in image]
        for source, m, s in zip(reversed(range(3)), mean, std)
    ]
