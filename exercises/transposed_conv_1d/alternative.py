def transposed_conv(values, kernel, stride, padding):
    """All stamps added up, with `padding` cells cut from both ends."""
    # Asked from the result: which weight of which cell's stamp lands at this place?
    output = []
    for place in range(padding, (len(values) - 1) * stride + len(kernel) - padding):
        total = 0
        for cell, value in enumerate(values):
            tap = place - cell * stride
            if 0 <= tap < len(kernel):
                total += value * kernel[tap]
        output.append(total)
    return output
