def decoder_input(skip, up):
    doppelt = lambda liste: sum(([x, x] for x in liste), [])
    gross = list(map(lambda kanal: doppelt(list(map(doppelt, kanal))), up))
    return skip + gross
