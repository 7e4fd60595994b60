"""Path data for the shapes that drawings are made of."""

from __future__ import annotations

from collections.abc import Sequence

Point = tuple[float, float]


def oval(cx: float, cy: float, rx: float, ry: float) -> str:
    """An ellipse."""
    return f"M{cx - rx:.1f} {cy:.1f}a{rx:.1f} {ry:.1f} 0 1 0 {2 * rx:.1f} 0a{rx:.1f} {ry:.1f} 0 1 0 {-2 * rx:.1f} 0z"


def block(x: float, y: float, width: float, height: float, radius: float = 0) -> str:
    """A rectangle, its corners rounded."""
    r = min(radius, width / 2, height / 2)
    if r <= 0:
        return f"M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h{-width:.1f}z"
    return (
        f"M{x + r:.1f} {y:.1f}h{width - 2 * r:.1f}a{r:.1f} {r:.1f} 0 0 1 {r:.1f} {r:.1f}v{height - 2 * r:.1f}"
        f"a{r:.1f} {r:.1f} 0 0 1 {-r:.1f} {r:.1f}h{-(width - 2 * r):.1f}a{r:.1f} {r:.1f} 0 0 1 {-r:.1f} {-r:.1f}"
        f"v{-(height - 2 * r):.1f}a{r:.1f} {r:.1f} 0 0 1 {r:.1f} {-r:.1f}z"
    )


def poly(points: Sequence[Point], *, closed: bool = True) -> str:
    """Straight lines through the points."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + ("z" if closed else "")


def smooth(points: Sequence[Point], *, closed: bool = True, pull: float = 0.5) -> str:
    """A Catmull-Rom curve through the points; pull 0 is straight, 0.5 soft."""
    count = len(points)
    steps = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for index in range(count if closed else count - 1):
        before = points[index - 1] if closed or index else points[0]
        start, end = points[index], points[(index + 1) % count]
        after = points[(index + 2) % count] if closed or index + 2 < count else end
        first = (start[0] + (end[0] - before[0]) * pull / 3, start[1] + (end[1] - before[1]) * pull / 3)
        second = (end[0] - (after[0] - start[0]) * pull / 3, end[1] - (after[1] - start[1]) * pull / 3)
        steps.append(
            f"C{first[0]:.1f} {first[1]:.1f} {second[0]:.1f} {second[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
        )
    return "".join(steps) + ("z" if closed else "")


def mirrored(points: Sequence[Point], *, about: float = 300) -> list[Point]:
    """The left half given from top to bottom, followed by its mirror image from bottom to top."""
    return [*points, *((2 * about - x, y) for x, y in reversed(points) if abs(x - about) > 0.01)]


def turned(
    cx: float, profile: Sequence[tuple[float, float]], *, tilt: float = 0.16, soft: bool = True
) -> str:
    """A body of revolution from (y, half width) pairs, top to bottom, seen slightly from above."""
    left = [(cx - r, y) for y, r in profile]
    right = [(cx + r, y) for y, r in reversed(profile)]
    pull = 0.5 if soft else 0.0
    down, up = smooth(left, closed=False, pull=pull), smooth(right, closed=False, pull=pull)
    bottom, top = profile[-1][1], profile[0][1]
    up = up[up.index("C") :]
    return (
        f"{down}A{bottom:.1f} {max(bottom * tilt, 0.1):.1f} 0 0 0 {cx + bottom:.1f} {profile[-1][0]:.1f}"
        f"{up}A{max(top, 0.1):.1f} {max(top * tilt, 0.1):.1f} 0 0 0 {cx - top:.1f} {profile[0][0]:.1f}z"
    )
