"""Pictures of numbers on paper, and the ways in which a page gets them."""

import base64
import io

from PIL import Image, ImageDraw

from tests.browser.drawing import settled
from tools.browser.number_drawings import numbers

SIZE = 540, 384  # px
LEFT, TOP = 90, 66  # of the first digit,
BOTTOM = TOP + 84
LINE = 144  # from one line to the next
PEN = 6
INPUT = ".ways-in input"

# Sends events that a script has made: a drop, or a paste, of files [[name, type, base64]] and other data.
GIVE = """([kind, files, data]) => {
  const transfer = new DataTransfer();
  for (const [name, type, text] of files) {
    const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type }));
  }
  for (const [type, text] of Object.entries(data)) transfer.setData(type, text);
  const options = { bubbles: true, cancelable: true };
  const event = kind === 'paste'
    ? new ClipboardEvent(kind, { ...options, clipboardData: transfer })
    : new DragEvent(kind, { ...options, dataTransfer: transfer });
  return !document.activeElement.dispatchEvent(event);
}"""


def photo(*lines, times=1):
    """Return a picture (PNG) of lines of digits in blue ink on grey paper, darker to the right.

    times: its sides, by SIZE.
    """
    picture = Image.linear_gradient("L").rotate(90).resize(SIZE)
    picture = Image.merge("RGB", [picture.point(lambda value, k=k: 225 - value // 6 - k) for k in (0, 4, 14)])
    paint = ImageDraw.Draw(picture)
    for line, text in enumerate(lines):
        for stroke in numbers(text, left=LEFT, top=TOP + LINE * line, scale=0.6):
            paint.line([(x, y) for x, y in stroke], fill=(35, 42, 84), width=PEN, joint="curve")
    file = io.BytesIO()
    picture.resize((SIZE[0] * times, SIZE[1] * times)).save(file, "PNG", compress_level=1)
    return file.getvalue()


def choose(page, content, name="number.png", kind="image/png"):
    """Choose a file, as with the button Picture."""
    page.locator(INPUT).last.set_input_files({"name": name, "mimeType": kind, "buffer": content})


def give(page, event, *contents, data=None, name="number.png", kind="image/png"):
    """Drop or paste files, and other data by type; return whether the page has taken them."""
    files = [[name, kind, base64.b64encode(content).decode()] for content in contents]
    return page.evaluate(GIVE, [event, files, data or {}])


def until_shown(page):
    """Wait until a picture lies on the pad and has been read, and return the reading."""
    page.get_by_role("button", name="Remove picture").wait_for()
    page.locator(".photo .selected").wait_for()
    return settled(page)
