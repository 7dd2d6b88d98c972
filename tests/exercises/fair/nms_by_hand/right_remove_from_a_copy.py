def iou(a, b):
    breite = min(a[2], b[2]) - max(a[0], b[0])
    hoehe = min(a[3], b[3]) - max(a[1], b[1])
    if breite < 0 or hoehe < 0:
        return 0
    schnitt = breite * hoehe
    flaeche = lambda k: (k[2] - k[0]) * (k[3] - k[1])
    return schnitt / (flaeche(a) + flaeche(b) - schnitt)


def nms(boxes, scores, threshold):
    uebrig = list(range(len(boxes)))
    ergebnis = []
    while len(uebrig) > 0:
        bester = uebrig[0]
        for i in uebrig:
            if scores[i] > scores[bester]:
                bester = i
        uebrig.remove(bester)
        ergebnis.append(bester)
        for i in uebrig[:]:
            if iou(boxes[bester], boxes[i]) > threshold:
                uebrig.remove(i)
    return ergebnis
