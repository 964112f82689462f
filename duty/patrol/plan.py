"""The plan in force: which tier a camera belongs to, and how often it is looked at."""

from dataclasses import dataclass

from duty.patrol.config import PlanConfig, PlanLevel, Tier
from duty.precinct import Precinct


@dataclass(frozen=True, slots=True)
class CameraPlan:
    """One camera under one plan."""

    camera_id: str
    area_id: str
    """"" for a camera without an area."""
    tier: Tier
    interval_s: int | None
    """None: once a shift."""


class PlanTable:
    """Every camera's tier and interval under every plan, looked up once."""

    def __init__(self, precinct: Precinct) -> None:
        area_ids = {area.name: area.id for area in precinct.all_areas()}
        self.plans: dict[PlanLevel, PlanConfig] = {plan.level: plan for plan in precinct.all_plans()}
        self.area_names: dict[str, str] = {area.id: area.name for area in precinct.all_areas()}
        self.cameras: dict[PlanLevel, dict[str, CameraPlan]] = {}
        keys = set(precinct.patrol.key_cameras)
        for level, plan in self.plans.items():
            self.cameras[level] = {
                camera.id: _camera_plan(
                    plan, camera.id, area_ids.get(camera.area or "", ""), is_key_camera=camera.id in keys
                )
                for camera in precinct.cameras
            }

    def of(self, level: PlanLevel, camera_id: str) -> CameraPlan | None:
        return self.cameras[level].get(camera_id)

    def in_area(self, area_id: str) -> tuple[str, ...]:
        """Its cameras, as they are configured one after another."""
        return tuple(c.camera_id for c in self.cameras[PlanLevel.ROUTINE].values() if c.area_id == area_id)


def interval_s(plan: PlanConfig, tier: Tier) -> int | None:
    minutes = plan.key_every_min if tier is Tier.KEY else plan.ordinary_every_min
    return None if minutes is None else minutes * 60


def _camera_plan(plan: PlanConfig, camera_id: str, area_id: str, *, is_key_camera: bool) -> CameraPlan:
    tier = Tier.KEY if is_key_camera or area_id in plan.key_areas else Tier.ORDINARY
    return CameraPlan(camera_id, area_id, tier, interval_s(plan, tier))
