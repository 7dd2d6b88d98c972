def masks(logits):
    # picture -> class -> row -> column
    answer = []
    for p in range(len(logits)):
        answer.append([])
        for r in range(len(logits[p][0])):
            answer[p].append([])
            for c in range(len(logits[p][0][r])):
                best_class = 0
                best_score = logits[p][0][r][c]
                for k in range(1, len(logits[p])):
                    if logits[p][k][r][c] > best_score:
                        best_score = logits[p][k][r][c]
                        best_class = k
                answer[p][r].append(best_class)
    return answer
