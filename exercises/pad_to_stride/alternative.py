def padded(image, step):
    """The picture with its last column and row repeated until step divides both sides."""
    # Ask for each new pixel which old one it shows: past the end it is the last one.
    height, width = len(image), len(image[0])
    new_height = (height + step - 1) // step * step
    new_width = (width + step - 1) // step * step
    return [
        [image[min(y, height - 1)][min(x, width - 1)] for x in range(new_width)] for y in range(new_height)
    ]
