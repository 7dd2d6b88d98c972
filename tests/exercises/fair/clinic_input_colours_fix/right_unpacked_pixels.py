def prepared(image, mean, std):
    rot, gruen, blau = [], [], []
    for zeile in image:
        rot.append([])
        gruen.append([])
        blau.append([])
        for b, g, r in zeile:
            rot[-1].append((r / 255 - mean[0]) / std[0])
            gruen[-1].append((g / 255 - mean[1]) / std[1])
            blau[-1].append((b / 255 - mean[2]) / std[2])
    return [rot, gruen, blau]
