def as_number(mask):
    text = "".join(str(v) for row in mask for v in row)
    return int(text, 2)


def mask_nms(masks, scores, threshold):
    numbers = [as_number(mask) for mask in masks]
    kept = []
    for _, place in sorted([(-score, place) for place, score in enumerate(scores)]):
        me = numbers[place]
        if not any(
            bin(me & numbers[k]).count("1") / bin(me | numbers[k]).count("1") > threshold
            for k in kept
        ):
            kept.append(place)
    return kept
