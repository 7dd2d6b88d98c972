def masks(logits):
    out = []
    for picture in logits:
        best = [list(row) for row in picture[0]]
        mask = [[0 for _ in row] for row in picture[0]]
        for label, plane in enumerate(picture):
            for y, row in enumerate(plane):
                for x, score in enumerate(row):
                    if score >= best[y][x]:
                        best[y][x] = score
                        mask[y][x] = label
        out.append(mask)
    return out
