def mean_loss(log_probs, labels):
    """A label of 255 has no place in the list of classes."""
    somme, nombre = 0.0, 0
    for pixels, ligne in zip(log_probs, labels):
        for pixel, classe in zip(pixels, ligne):
            try:
                somme -= pixel[classe]
                nombre += 1
            except IndexError:
                continue
    return somme / nombre if nombre > 0 else 0.0
