def resize_labels(labels, height, width):
    # Repeat every cell `height` times downwards and `width` times across, then take every old_height-th.
    groesser = []
    for zeile in labels:
        breit = [kennung for kennung in zeile for _ in range(width)]
        for _ in range(height):
            groesser.append(breit)
    alte_hoehe, alte_breite = len(labels), len(labels[0])
    return [zeile[::alte_breite] for zeile in groesser[::alte_hoehe]]
