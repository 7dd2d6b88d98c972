def nms(boxes, scores, threshold):
    """The positions of the boxes that stay, surest first."""

    def pixels(box):
        """The pixels of a box, one by one."""
        left, top, right, bottom = box
        return {(y, x) for y in range(top, bottom) for x in range(left, right)}

    # Asked from the other side: a box stays if no box that has stayed so far overlaps it too much.
    kept = []
    for _, place in sorted(((score, place) for place, score in enumerate(scores)), reverse=True):
        own = pixels(boxes[place])
        others = [pixels(boxes[other]) for other in kept]
        if all(len(own & other) / len(own | other) <= threshold for other in others):
            kept.append(place)
    return kept
