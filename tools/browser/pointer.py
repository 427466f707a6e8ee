"""Drawing on the pad through real pointer events."""


def place(drawing, box, part=0.6):
    """Return the drawing scaled and moved to the middle of the pad's box, in CSS px of the page."""
    xs = [point[0] for stroke in drawing for point in stroke]
    ys = [point[1] for stroke in drawing for point in stroke]
    extent = max(max(xs) - min(xs), max(ys) - min(ys)) or 1
    scale = part * min(box["width"], box["height"]) / extent
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    return [
        [
            (
                middle[0] + (point[0] - (max(xs) + min(xs)) / 2) * scale,
                middle[1] + (point[1] - (max(ys) + min(ys)) / 2) * scale,
            )
            for point in stroke
        ]
        for stroke in drawing
    ]


def draw(page, drawing, part=0.6):
    """Scroll the pad into view and draw in its middle with the mouse, point by point."""
    page.locator("#pad").scroll_into_view_if_needed()
    trace(page, place(drawing, page.locator("#pad").bounding_box(), part))


def write(page, drawing):
    """Draw with the mouse, at px from the pad's corner."""
    page.locator("#pad").scroll_into_view_if_needed()
    box = page.locator("#pad").bounding_box()
    trace(page, [[(x + box["x"], y + box["y"]) for x, y in stroke] for stroke in drawing])


def trace(page, strokes):
    """Draw strokes with the mouse, in CSS px of the page."""
    for stroke in strokes:
        page.mouse.move(*stroke[0])
        page.mouse.down()
        for point in stroke[1:]:
            page.mouse.move(*point)
        page.mouse.up()
