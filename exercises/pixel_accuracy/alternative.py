def pixel_accuracy(prediction, ground_truth):
    """The share of pixels whose predicted class id equals the true one, 0.0 to 1.0."""
    # Laid out as one long row each, the masks are compared place by place.
    predicted_ids = [class_id for row in prediction for class_id in row]
    true_ids = [class_id for row in ground_truth for class_id in row]
    # True counts as 1 in a sum.
    correct = sum(predicted_ids[place] == true_ids[place] for place in range(len(true_ids)))
    return correct / len(true_ids)
