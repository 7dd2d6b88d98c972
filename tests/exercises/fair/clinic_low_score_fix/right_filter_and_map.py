import itertools


def mean_iou(confusion):
    klassen = range(len(confusion))
    vereinigung = lambda k: sum(
        confusion[t][p] for t, p in itertools.product(klassen, repeat=2) if k in (t, p)
    )
    vorhanden = list(filter(vereinigung, klassen))
    if not vorhanden:
        return None
    return sum(map(lambda k: confusion[k][k] / vereinigung(k), vorhanden)) / len(vorhanden)
