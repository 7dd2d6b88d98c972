def prepared(image, mean, std):
    for row in image:
        for pixel in row:
            pixel[0], pixel[2] = pixel[2], pixel[0]
            for c in (0, 1, 2):
                pixel[c] = (pixel[c] / 255 - mean[c]) / std[c]
    channels = [[], [], []]
    for row in image:
        for channel, values in zip(channels, zip(*row)):
            channel.append(list(values))
    return channels


if __name__ == "__main__":
    print(prepared([[[51, 102, 255], [0, 102, 51]]], [0.5, 0.4, 0.2], [0.25, 0.2, 0.1]))
