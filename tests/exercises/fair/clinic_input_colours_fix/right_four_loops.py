def prepared(image, mean, std):
    result = []
    for c in range(3):
        channel = []
        for y in range(len(image)):
            row = []
            for x in range(len(image[y])):
                value = image[y][x][2 - c] / 255
                value = value - mean[c]
                value = value / std[c]
                row.append(value)
            channel.append(row)
        result.append(channel)
    return result
