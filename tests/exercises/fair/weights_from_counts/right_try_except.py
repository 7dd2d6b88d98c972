def weights_from_counts(counts):
    gesamt = sum(counts)
    vorhanden = len([anzahl for anzahl in counts if anzahl > 0])
    gewichte = []
    for anzahl in counts:
        try:
            gewichte.append(gesamt / (vorhanden * anzahl))
        except ZeroDivisionError:
            gewichte.append(0.0)
    return gewichte
