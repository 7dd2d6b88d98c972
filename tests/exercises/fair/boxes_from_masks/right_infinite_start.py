import math


def box(ids, number):
    links, oben, rechts, unten = math.inf, math.inf, -math.inf, -math.inf
    for y, zeile in enumerate(ids):
        for x, wert in enumerate(zeile):
            if wert == number:
                links = min(links, x)
                oben = min(oben, y)
                rechts = max(rechts, x)
                unten = max(unten, y)
    if links == math.inf:
        return None
    return tuple([links, oben, rechts + 1, unten + 1])
