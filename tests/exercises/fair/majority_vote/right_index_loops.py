def majority(masks):
    result = []
    for y in range(len(masks[0])):
        line = []
        for x in range(len(masks[0][0])):
            counter = [0, 0, 0, 0]
            for m in range(len(masks)):
                counter[masks[m][y][x]] += 1
            best = 0
            if counter[1] > counter[best]:
                best = 1
            if counter[2] > counter[best]:
                best = 2
            if counter[3] > counter[best]:
                best = 3
            line.append(best)
        result.append(line)
    return result
