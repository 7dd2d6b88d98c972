def share_inside(mask, other):
    """The share of a mask's own cells that are 1 in the other mask too."""
    own, shared = 0, 0
    for row in range(len(mask)):
        for column in range(len(mask[0])):
            if mask[row][column] == 1:
                own += 1
                shared += other[row][column]
    return shared / own


def without_parts(masks, scores, threshold):
    """The positions of the masks that stay, best first."""
    waiting = sorted(range(len(masks)), key=lambda place: scores[place], reverse=True)
    kept = []
    while waiting:
        best = waiting.pop(0)
        kept.append(best)
        waiting = [place for place in waiting if share_inside(masks[place], masks[best]) <= threshold]
    return kept
