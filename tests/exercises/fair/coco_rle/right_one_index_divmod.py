try:
    import numpy as np
except ImportError:
    np = None


def run_lengths(mask):
    height, width = len(mask), len(mask[0])
    starts = [0]
    before = 0
    for place in range(height * width):
        x, y = divmod(place, height)
        if (now := mask[y][x]) != before:
            starts.append(place)
            before = now
    ends = starts[1:] + [height * width]
    if np is not None:
        return (np.array(ends) - np.array(starts)).tolist()
    return [end - start for start, end in zip(starts, ends)]
