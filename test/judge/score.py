"""A check and how checks become one figure: gates, 0.85 for each hard failure, weighted mean of the scored."""

from dataclasses import dataclass


@dataclass
class Check:
    id: str
    score: float
    measured: str
    demanded: str = ""
    weight: float = 1.0
    hard: bool = False
    gate: bool = False
    passed: bool = True


class Sheet:
    """Collects checks in order."""

    def __init__(self):
        self.checks = []

    def gate(self, id, ok, measured, demanded=""):
        self.checks.append(Check(id, float(bool(ok)), str(measured), demanded, 0.0, False, True, bool(ok)))

    def hard(self, id, ok, measured, demanded="", weight=1.0, score=None):
        s = float(bool(ok)) if score is None else max(0.0, min(1.0, score))
        self.checks.append(Check(id, s, str(measured), demanded, weight, True, False, bool(ok)))

    def scored(self, id, score, measured, demanded="", weight=1.0):
        s = max(0.0, min(1.0, float(score)))
        self.checks.append(Check(id, s, str(measured), demanded, weight, False, False, s >= 0.999))

    def quality(self):
        if any(c.gate and not c.passed for c in self.checks):
            return 0.0
        scored = [c for c in self.checks if not c.gate]
        k = sum(c.hard and not c.passed for c in scored)
        mean = sum(c.score * c.weight for c in scored) / max(1e-9, sum(c.weight for c in scored))
        return 0.85**k * mean

    def failed(self):
        return [c for c in self.checks if not c.passed]


def share(good, total):
    return good / total if total else 1.0
