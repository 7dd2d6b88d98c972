def batch_norm(values, running_mean, running_var, training):
    mode = in_training if training else in_evaluation
    return mode(values, running_mean, running_var)


def in_evaluation(values, mean, var):
    deviation = (var + 0.00001) ** 0.5
    return [(value - mean) / deviation for value in values], mean, var


def in_training(values, running_mean, running_var):
    count = len(values)
    mean = sum(values) / count
    squares = 0.0
    i = 0
    while i < count:
        squares += (values[i] - mean) ** 2
        i += 1
    normal, _, _ = in_evaluation(values, mean, squares / count)
    return normal, 0.9 * running_mean + 0.1 * mean, 0.9 * running_var + 0.1 * squares / (count - 1)


if __name__ == "__main__":
    print(batch_norm([1.0, 3.0], 0.0, 1.0, True))
    print(batch_norm([1.0, 3.0], 0.0, 1.0, False))
