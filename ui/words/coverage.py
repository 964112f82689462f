"""What is said of plans, tiers and deadlines."""

from PySide6.QtCore import QCoreApplication

from duty.patrol.config import PlanLevel, Tier

translate = QCoreApplication.translate


def plan(level: PlanLevel) -> str:
    match level:
        case PlanLevel.ROUTINE:
            return translate("Coverage", "Routine")
        case PlanLevel.HEIGHTENED:
            return translate("Coverage", "Heightened")
        case PlanLevel.HIGHEST:
            return translate("Coverage", "Highest")


def tier(value: Tier) -> str:
    match value:
        case Tier.KEY:
            return translate("Coverage", "Key cameras")
        case Tier.ORDINARY:
            return translate("Coverage", "Ordinary cameras")
