def agreement(labels):
    n = len(labels)
    h = len(labels[0])
    w = len(labels[0][0])
    total = 0
    pairs = 0
    for i in range(n):
        for j in range(n):
            if i < j:
                both = 0
                size = 0
                for y in range(h):
                    for x in range(w):
                        if labels[i][y][x] == 1 and labels[j][y][x] == 1:
                            both = both + 1
                        if labels[i][y][x] == 1:
                            size = size + 1
                        if labels[j][y][x] == 1:
                            size = size + 1
                if size == 0:
                    d = 1
                else:
                    d = 2 * both / size
                total = total + d
                pairs = pairs + 1
    return total / pairs
