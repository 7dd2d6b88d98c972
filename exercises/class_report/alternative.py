def report(confusion, names):
    """The [name, IoU] of every class that is in truth or prediction."""
    # Go through the cells once: each pixel is in the union of its true class and of the one it is called.
    shared = [0] * len(names)
    either = [0] * len(names)
    for true, row in enumerate(confusion):
        for called, pixels in enumerate(row):
            either[true] += pixels
            if called == true:
                shared[true] += pixels
            else:
                either[called] += pixels
    return [[name, shared[at] / either[at]] for at, name in enumerate(names) if either[at]]
