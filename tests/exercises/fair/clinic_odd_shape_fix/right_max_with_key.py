def masks(logits):
    result = []
    for picture in logits:
        classes = range(len(picture))
        rows = range(len(picture[0]))
        columns = range(len(picture[0][0]))
        # max keeps the first of equal ones
        result.append([[max(classes, key=lambda k: picture[k][y][x]) for x in columns] for y in rows])
    return result
