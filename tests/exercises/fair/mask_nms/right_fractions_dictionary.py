from fractions import Fraction


def mask_nms(masks, scores, threshold):
    # position -> mask, without the ones that are gone
    übrig = dict(enumerate(masks))
    bleibt = []
    while übrig:
        beste = max(übrig, key=lambda p: scores[p])
        maske = übrig.pop(beste)
        bleibt.append(beste)
        for p in list(übrig):
            gleich = sum(a * b for r, s in zip(maske, übrig[p]) for a, b in zip(r, s))
            alle = sum(max(a, b) for r, s in zip(maske, übrig[p]) for a, b in zip(r, s))
            if Fraction(gleich, alle) > threshold:
                del übrig[p]
    return bleibt
