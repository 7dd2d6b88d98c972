def masks_of_last(logits):
    """The mask of every picture: the class with the highest score at each pixel, the last one in a tie."""
    result = []
    for picture in logits:
        mask = []
        for row in picture:
            line = []
            for scores in row:
                best = 0
                for label, score in enumerate(scores):
                    if score >= scores[best]:
                        best = label
                line.append(best)
            mask.append(line)
        result.append(mask)
    return result
