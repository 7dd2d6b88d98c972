def padded(image, step):
    wide = [row + row[-1:] if len(row) % 2 else row for row in image]
    return wide + wide[-1:] if len(wide) % 2 else wide
