from functools import reduce


def merge(left, right):
    """Two lists of (score, label) rows become one; the left one wins a tie."""
    return [
        [a if a[0] >= b[0] else b for a, b in zip(row_a, row_b)]
        for row_a, row_b in zip(left, right)
    ]


def masks(logits):
    result = []
    for picture in logits:
        labelled = (
            [[(score, label) for score in row] for row in plane] for label, plane in enumerate(picture)
        )
        winner = reduce(merge, labelled)
        result.append([[label for _, label in row] for row in winner])
    return result
