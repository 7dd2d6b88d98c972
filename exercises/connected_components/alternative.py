def components(region):
    """The number of each cell's piece, 1, 2, 3 ... in reading order; 0 outside the region."""
    # Every cell begins with its own place in reading order. The smallest place of a piece then spreads
    # from neighbour to neighbour until nothing changes.
    height, width = len(region), len(region[0])
    places = {(y, x): y * width + x for y in range(height) for x in range(width) if region[y][x] == 1}
    changed = True
    while changed:
        changed = False
        for y, x in places:
            around = [(y - 1, x), (y, x - 1), (y, x + 1), (y + 1, x)]
            smallest = min([places[cell] for cell in around if cell in places] + [places[(y, x)]])
            if smallest < places[(y, x)]:
                places[(y, x)] = smallest
                changed = True
    firsts = sorted(set(places.values()))
    number_of = {place: number for number, place in enumerate(firsts, start=1)}
    return [
        [number_of[places[(y, x)]] if (y, x) in places else 0 for x in range(width)] for y in range(height)
    ]
