def stretch(items, count):
    result = []
    at = 0
    rest = 0
    for _ in range(count):
        result.append(items[at])
        rest += len(items)
        while rest >= count:
            rest -= count
            at += 1
    return result


def resize_labels(labels, height, width):
    return [stretch(row, width) for row in stretch(labels, height)]
