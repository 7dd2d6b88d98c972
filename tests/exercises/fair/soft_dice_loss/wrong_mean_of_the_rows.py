def soft_dice_loss(probs, truth):
    losses = []
    for p_row, t_row in zip(probs, truth):
        overlap = sum(p * t for p, t in zip(p_row, t_row))
        sizes = sum(p_row) + sum(t_row)
        losses.append(1 - 2 * overlap / sizes if sizes else 0)
    return sum(losses) / len(losses)
