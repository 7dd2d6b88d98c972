from collections import deque


def next_click(prediction, truth):
    rows, cols = len(truth), len(truth[0])
    seen = [[False] * cols for _ in range(rows)]
    best = []
    for r in range(rows):
        for c in range(cols):
            if seen[r][c] or prediction[r][c] == truth[r][c]:
                continue
            seen[r][c] = True
            queue = deque([(r, c)])
            piece = []
            while queue:
                y, x = queue.popleft()
                piece.append((y, x))
                for ny, nx in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                    if 0 <= ny < rows and 0 <= nx < cols and not seen[ny][nx]:
                        if truth[ny][nx] != prediction[ny][nx] and truth[ny][nx] == truth[r][c]:
                            seen[ny][nx] = True
                            queue.append((ny, nx))
            if len(piece) > len(best):
                best = piece
    if best == []:
        return None
    while True:
        rest = [
            (y, x)
            for y, x in best
            if (y - 1, x) in best and (y + 1, x) in best and (y, x - 1) in best and (y, x + 1) in best
        ]
        if len(rest) == 0:
            break
        best = rest
    y, x = min(best)
    return (y, x, truth[y][x] == 1)
