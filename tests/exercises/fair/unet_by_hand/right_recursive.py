def double(x, depth):
    if not isinstance(x, list):
        return x
    out = []
    for item in x:
        bigger = double(item, depth + 1)
        out.append(bigger)
        if depth > 0:
            out.append(double(item, depth + 1))
    return out


def decoder_input(skip, up):
    return [*skip, *double(up, 0)]
