NAMES = ("background", "person", "dog")


def class_map(scores):
    """Sorting is stable, so with equal scores the earlier class stays in front."""

    def name_of(pixel):
        ranking = sorted(zip(pixel, NAMES), key=lambda pair: -pair[0])
        return ranking[0][1]

    return [list(map(name_of, row)) for row in scores]
