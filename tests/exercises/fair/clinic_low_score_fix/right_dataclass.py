from dataclasses import dataclass, field


@dataclass
class Metric:
    confusion: list
    values: list = field(default_factory=list)

    def compute(self):
        for label in range(len(self.confusion)):
            self._add(label)
        return sum(self.values) / len(self.values) if self.values else None

    def _add(self, label):
        hits = self.confusion[label][label]
        missed = sum(self.confusion[label]) - hits
        invented = sum(row[label] for row in self.confusion) - hits
        try:
            self.values.append(hits / (hits + missed + invented))
        except ZeroDivisionError:
            pass


def mean_iou(confusion):
    return Metric(confusion).compute()
