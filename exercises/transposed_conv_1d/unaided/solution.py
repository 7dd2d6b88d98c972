def stamp_counts(values, kernel, stride, padding):
    """How many stamps cover each output cell, with `padding` cells cut from both ends."""
    covered = (len(values) - 1) * stride + len(kernel)
    counts = [0] * covered
    for cell in range(len(values)):
        for tap in range(len(kernel)):
            counts[cell * stride + tap] += 1
    return counts[padding : covered - padding]
