from decimal import Decimal, getcontext

getcontext().prec = 60


def pixel_loss(logits, label):
    zahlen = [Decimal(z) for z in logits]
    summe = sum(z.exp() for z in zahlen)
    return float(summe.ln() - zahlen[label])
