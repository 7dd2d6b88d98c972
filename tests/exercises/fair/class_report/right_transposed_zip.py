def report(confusion, names):
    """Rows are the truth, columns the prediction; zip(*confusion) gives the columns."""
    table = []
    for i, (name, row, column) in enumerate(zip(names, confusion, zip(*confusion))):
        if not any(row) and not any(column):
            continue
        tp = row[i]
        table.append([name, tp / (sum(row) + sum(column) - tp)])
    return table
