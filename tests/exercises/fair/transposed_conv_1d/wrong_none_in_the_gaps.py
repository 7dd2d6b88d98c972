def transposed_conv(values, kernel, stride, padding):
    cells = {}
    for i, v in enumerate(values):
        for j, w in enumerate(kernel):
            cells[i * stride + j] = cells.get(i * stride + j, 0) + v * w
    n = (len(values) - 1) * stride + len(kernel)
    return [cells.get(place) for place in range(padding, n - padding)]
