from collections import Counter


def resize_labels(labels, height, width):
    """The id that covers most of the new cell."""
    H, W = len(labels), len(labels[0])
    new = []
    for y in range(height):
        line = []
        for x in range(width):
            ys = range(y * H // height, max(y * H // height + 1, (y + 1) * H // height))
            xs = range(x * W // width, max(x * W // width + 1, (x + 1) * W // width))
            line.append(Counter(labels[a][b] for a in ys for b in xs).most_common(1)[0][0])
        new.append(line)
    return new
