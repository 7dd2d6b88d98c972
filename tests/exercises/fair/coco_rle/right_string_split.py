import re


def run_lengths(mask):
    text = ""
    for column in range(len(mask[0])):
        for row in mask:
            text += str(row[column])
    pieces = re.findall("0+|1+", text)
    answer = [len(piece) for piece in pieces]
    if text.startswith("1"):
        answer = [0] + answer
    return answer
