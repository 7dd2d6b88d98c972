def box(ids, number):
    """The box (left, top, right, bottom) of one object, right and bottom one past its last cell."""
    # Start with the whole map and push each side inwards until it meets the object.
    left, top, right, bottom = 0, 0, len(ids[0]), len(ids)
    while top < bottom and number not in ids[top]:
        top += 1
    if top == bottom:
        return None
    while number not in ids[bottom - 1]:
        bottom -= 1
    while number not in [line[left] for line in ids]:
        left += 1
    while number not in [line[right - 1] for line in ids]:
        right -= 1
    return left, top, right, bottom
