def report(confusion, names):
    bericht = []
    for klasse in range(len(confusion)):
        richtig = confusion[klasse][klasse]
        wahr = sum(confusion[klasse])
        genannt = sum(zeile[klasse] for zeile in confusion)
        try:
            bericht.append([names[klasse], richtig / (wahr + genannt - richtig)])
        except ZeroDivisionError:
            # Diese Klasse gibt es in keiner der beiden Masken.
            pass
    return bericht


if __name__ == "__main__":
    for name, iou in report([[6, 2], [1, 3]], ["road", "car"]):
        print(f"{name:10} {iou:.3f}")
