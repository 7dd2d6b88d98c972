def clear_majority(masks):
    """The class that more than half of the masks give, pixel by pixel; 255 where there is none."""
    result = []
    for y in range(len(masks[0])):
        row = []
        for x in range(len(masks[0][y])):
            votes = [mask[y][x] for mask in masks]
            clear = [label for label in range(4) if 2 * votes.count(label) > len(votes)]
            row.append(clear[0] if clear else 255)
        result.append(row)
    return result
