def majority(masks):
    # the mask that occurs most often
    return max(masks, key=masks.count)
