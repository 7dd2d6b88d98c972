def median_weights(counts):
    """The weight of each class: the median of all counts that are not 0, divided by its own."""
    present = sorted(count for count in counts if count > 0)
    # Of an odd number of counts both are the one in the middle.
    lower, upper = present[(len(present) - 1) // 2], present[len(present) // 2]
    median = (lower + upper) / 2
    return [median / count if count > 0 else 0.0 for count in counts]
