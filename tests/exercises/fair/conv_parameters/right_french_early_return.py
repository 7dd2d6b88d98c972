def conv_parameters(inputs, outputs, kernel, bias):
    # taille d'un noyau
    taille = kernel * kernel
    poids = taille * inputs * outputs
    if not bias:
        return poids
    biais = 1 * outputs
    somme = poids + biais
    return somme
