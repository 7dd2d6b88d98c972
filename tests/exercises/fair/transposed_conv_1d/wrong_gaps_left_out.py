def transposed_conv(values, kernel, stride, padding):
    cells = {}
    for i, v in enumerate(values):
        for j, w in enumerate(kernel):
            cells[i * stride + j] = cells.get(i * stride + j, 0) + v * w
    row = list(cells.values())
    return row[padding : len(row) - padding]
