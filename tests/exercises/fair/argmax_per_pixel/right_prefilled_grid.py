CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    hauteur = len(scores)
    largeur = len(scores[0])
    carte = [[""] * largeur for _ in range(hauteur)]
    i = 0
    while i < hauteur:
        j = 0
        while j < largeur:
            pixel = scores[i][j]
            meilleur = 0
            if pixel[1] > pixel[0]:
                meilleur = 1
            if pixel[2] > pixel[meilleur]:
                meilleur = 2
            carte[i][j] = CLASS_NAMES[meilleur]
            j += 1
        i += 1
    return carte


if __name__ == "__main__":
    print(class_map([[[0.8, 0.1, 0.1], [0.2, 0.7, 0.1]]]))
