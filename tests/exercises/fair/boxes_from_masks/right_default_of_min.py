def box(ids, number):
    columns = lambda: (x for row in ids for x, cell in enumerate(row) if cell == number)
    rows = lambda: (y for y, row in enumerate(ids) for cell in row if cell == number)
    left = min(columns(), default=None)
    if left is None:
        return
    return left, min(rows()), max(columns()) + 1, max(rows()) + 1


if __name__ == "__main__":
    print(box([[0, 1], [1, 1]], 1))
