from collections import defaultdict


def transposed_conv(values, kernel, stride, padding):
    cells = defaultdict(int)
    start = 0
    for value in values:
        for offset, weight in enumerate(kernel):
            cells[start + offset] += value * weight
        start += stride
    last = max(cells)
    return [cells[i] if i in cells else 0 for i in range(padding, last + 1 - padding)]
