"""This is still the code as it was: up to four ids are blended and rounded, and ids appear that no old cell near them has. Copy one id."""


def resize_labels(labels, height, width):
    old_height, old_width = len(labels), len(labels[0])
    new = []
    for row in range(height):
        line = []
        for column in range(width):
            y = max(0.0, (row + 0.5) * old_height / height - 0.5)
            x = max(0.0, (column + 0.5) * old_width / width - 0.5)
            top, left = int(y), int(x)
            bottom, right = min(top + 1, old_height - 1), min(left + 1, old_width - 1)
            down, across = y - top, x - left
            above = (1 - across) * labels[top][left] + across * labels[top][right]
            below = (1 - across) * labels[bottom][left] + across * labels[bottom][right]
            # 1e-6, so that no machine's last digit decides a half.
            line.append(int((1 - down) * above + down * below + 0.5 + 1e-6))
        new.append(line)
    return new
