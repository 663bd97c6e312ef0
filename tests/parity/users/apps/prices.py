"""What things cost."""

PRICES = {"apple": 0.5, "pear": 0.75}


def total(basket):
    return sum(PRICES[kind] * count for kind, count in basket.items())
