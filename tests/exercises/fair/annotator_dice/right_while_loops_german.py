def agreement(labels):
    # Jeder mit jedem, aber nicht mit sich selbst. Zuerst die Groessen der Masken.
    groessen = []
    for maske in labels:
        groesse = 0
        for zeile in maske:
            groesse += zeile.count(1)
        groessen.append(groesse)
    summe = 0.0
    i = 0
    while i < len(labels) - 1:
        j = i + 1
        while j < len(labels):
            gemeinsam = 0
            for zeile_a, zeile_b in zip(labels[i], labels[j]):
                for a, b in zip(zeile_a, zeile_b):
                    gemeinsam += min(a, b)
            nenner = groessen[i] + groessen[j]
            summe += 1.0 if nenner == 0 else 2.0 * gemeinsam / nenner
            j += 1
        i += 1
    anzahl = len(labels) * (len(labels) - 1) / 2
    return summe / anzahl
