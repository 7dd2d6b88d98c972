def mask_nms(masks, scores, threshold):
    """The positions of the masks that stay, best first."""

    def cells(mask):
        """The cells of a mask, one by one."""
        return {(y, x) for y, row in enumerate(mask) for x, value in enumerate(row) if value}

    # Asked from the other side: a mask stays if none that has stayed so far overlaps it too much.
    kept = []
    for _, place in sorted(((score, place) for place, score in enumerate(scores)), reverse=True):
        own = cells(masks[place])
        others = [cells(masks[other]) for other in kept]
        if all(len(own & other) / len(own | other) <= threshold for other in others):
            kept.append(place)
    return kept
