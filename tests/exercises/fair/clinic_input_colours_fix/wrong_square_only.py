def prepared(image, mean, std):
    n = len(image)
    channels = []
    for c in range(3):
        plane = []
        for y in range(n):
            plane.append([(image[y][x][2 - c] / 255 - mean[c]) / std[c] for x in range(n)])
        channels.append(plane)
    return channels
