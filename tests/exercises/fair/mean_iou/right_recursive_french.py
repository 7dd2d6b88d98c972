def aplatir(masque):
    if not masque:
        return []
    return list(masque[0]) + aplatir(masque[1:])


def moyenne(prediction, verite, classe, somme, nombre):
    if classe < 0:
        return somme / nombre
    union = inter = 0
    for i in range(len(prediction)):
        if prediction[i] == classe or verite[i] == classe:
            union += 1
            if prediction[i] == verite[i]:
                inter += 1
    if union > 0:
        return moyenne(prediction, verite, classe - 1, somme + inter / union, nombre + 1)
    return moyenne(prediction, verite, classe - 1, somme, nombre)


def mean_iou(prediction, ground_truth, num_classes):
    resultat = moyenne(aplatir(prediction), aplatir(ground_truth), num_classes - 1, 0.0, 0)
    return round(resultat, 3)
