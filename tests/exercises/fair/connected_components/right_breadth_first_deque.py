from collections import deque

STEPS = ((0, 1), (1, 0), (0, -1), (-1, 0))


def components(region):
    height = len(region)
    width = len(region[0])
    labels = [[0] * width for _ in range(height)]
    number = 0
    for row, line in enumerate(region):
        for column, cell in enumerate(line):
            if not cell or labels[row][column]:
                continue
            number += 1
            queue = deque([(row, column)])
            labels[row][column] = number
            while queue:
                y, x = queue.popleft()
                for dy, dx in STEPS:
                    ny, nx = y + dy, x + dx
                    if 0 <= ny < height and 0 <= nx < width and region[ny][nx] and not labels[ny][nx]:
                        labels[ny][nx] = number
                        queue.append((ny, nx))
    return labels
