import numpy as np


def agreement(labels):
    """All shared counts at once, as a product of the flattened masks with themselves."""
    flat = np.array(labels, dtype=float).reshape(len(labels), -1)
    shared = flat @ flat.T
    sizes = flat.sum(axis=1)
    both = sizes[:, None] + sizes[None, :]
    scores = np.ones_like(shared)
    np.divide(2 * shared, both, out=scores, where=both > 0)
    return scores[np.triu_indices(len(labels), k=1)].mean()
