from collections import deque


def transposed_conv(values, kernel, stride, padding):
    pending = deque([0] * len(kernel))
    finished = []
    for number, value in enumerate(values):
        if number > 0:
            for _ in range(stride):
                finished.append(pending.popleft() if pending else 0)
            while len(pending) < len(kernel):
                pending.append(0)
        for tap, weight in enumerate(kernel):
            pending[tap] += value * weight
    finished.extend(pending)
    del finished[:padding]
    if padding:
        del finished[-padding:]
    return finished
