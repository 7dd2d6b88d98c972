def padded(height, width, poolings):
    schritt = pow(2, poolings)
    rest_hoehe = height % schritt
    rest_breite = width % schritt
    if rest_hoehe == 0:
        neue_hoehe = height
    else:
        neue_hoehe = height + (schritt - rest_hoehe)
    if rest_breite == 0:
        neue_breite = width
    else:
        neue_breite = width + (schritt - rest_breite)
    return (neue_hoehe, neue_breite)
