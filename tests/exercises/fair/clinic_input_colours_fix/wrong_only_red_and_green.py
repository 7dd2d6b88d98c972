def prepared(image, mean, std):
    channels = []
    for c in range(2):
        channels.append([[(pixel[2 - c] / 255 - mean[c]) / std[c] for pixel in row] for row in image])
    return channels
