def batch_norm(values, running_mean, running_var, training):
    anzahl = len(values)
    mittel = sum(values) / anzahl
    streuung = sum([(wert - mittel) ** 2 for wert in values]) / anzahl
    statistik = {True: (mittel, streuung), False: (running_mean, running_var)}
    m, v = statistik[training]
    normalisiert = []
    for wert in values:
        normalisiert.append((wert - m) / ((v + 0.00001) ** 0.5))
    if training == True:
        running_mean = running_mean - 0.1 * (running_mean - mittel)
        running_var = running_var - 0.1 * (running_var - streuung * anzahl / (anzahl - 1))
    return (normalisiert, running_mean, running_var)
