CHANNELS = {"red": 2, "green": 1, "blue": 0}


def prepared(image, mean, std):
    means = dict(zip(CHANNELS, mean))
    deviations = dict(zip(CHANNELS, std))
    planes = []
    for colour, place in CHANNELS.items():
        plane = []
        for row in image:
            plane.append([(p[place] / 255 - means[colour]) / deviations[colour] for p in row])
        planes.append(plane)
    return planes
