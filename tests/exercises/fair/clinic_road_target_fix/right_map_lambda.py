def binary(stored, white):
    nearer = lambda v: +(v > white // 2)
    return list(map(lambda row: list(map(nearer, row)), stored))
