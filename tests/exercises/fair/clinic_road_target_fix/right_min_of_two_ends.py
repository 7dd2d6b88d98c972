def binary(stored, white):
    ergebnis = []
    for zeile in stored:
        neu = []
        for wert in zeile:
            # der erste gewinnt bei Gleichstand, also Schwarz
            ende = min([0, white], key=lambda e: abs(wert - e))
            neu.append(0 if ende == 0 else 1)
        ergebnis.append(neu)
    return ergebnis
