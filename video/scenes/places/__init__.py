"""What is where in each of the demo's scenes: one function a scene, all from the kit."""

from video.scenes.kit.stage import Stage


def stage_of(scene_id: str) -> Stage:
    """Build the scene with that id; takes a second or two."""
    from video.scenes.places import crossings, squares, streets, works

    for module in (crossings, streets, squares, works):
        builder = getattr(module, scene_id, None)
        if builder is not None:
            stage: Stage = builder()
            return stage
    raise KeyError(scene_id)
