def majority(masks):
    ergebnis = []
    y = 0
    while y < len(masks[0]):
        zeile = []
        x = 0
        while x < len(masks[0][y]):
            beste_klasse = -1
            meiste_stimmen = 0
            for klasse in [3, 2, 1, 0]:
                stimmen = 0
                for maske in masks:
                    if maske[y][x] == klasse:
                        stimmen += 1
                if stimmen >= meiste_stimmen and stimmen > 0:
                    meiste_stimmen = stimmen
                    beste_klasse = klasse
            zeile.append(beste_klasse)
            x += 1
        ergebnis.append(zeile)
        y += 1
    return ergebnis
