def padded(height, width, poolings):
    """The (height, width) after padding, so that both can be halved poolings times."""
    # Halve as the poolings do, but let an odd side keep its last row; then double back.
    deep_height, deep_width = height, width
    for _ in range(poolings):
        deep_height = (deep_height + 1) // 2
        deep_width = (deep_width + 1) // 2
    return deep_height * 2**poolings, deep_width * 2**poolings
