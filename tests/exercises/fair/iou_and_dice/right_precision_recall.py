def iou_and_dice(prediction, ground_truth, label):
    treffer = 0
    vorhergesagt = 0
    wahr = 0
    for zeile in range(len(prediction)):
        for spalte, wert in enumerate(prediction[zeile]):
            echt = ground_truth[zeile][spalte]
            vorhergesagt += 1 if wert == label else 0
            wahr += 1 if echt == label else 0
            treffer += 1 if (wert == label and echt == label) else 0
    if treffer == 0:
        return 0.0, 0.0
    precision = treffer / vorhergesagt
    recall = treffer / wahr
    dice = 2 * precision * recall / (precision + recall)
    iou = dice / (2 - dice)
    return iou, dice
