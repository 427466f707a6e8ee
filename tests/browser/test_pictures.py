"""Pictures: numbre.recognizeImage with files of every kind, in the browser that opens them."""

import base64
import io
import struct
import time
import zlib
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from tools import photos

READ = """async ({ data, type, hint }) => {
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  try {
    return await numbre.recognizeImage(new Blob([bytes], { type }), hint ? { hint } : undefined);
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}"""
REFUSED = """async (make) => {
  try {
    return await numbre.recognizeImage(await eval(make)());
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}"""


@pytest.fixture(scope="module")
def pictures(shared_page):
    """The shared page, once it can read."""
    shared_page.evaluate("numbre.ready")
    return shared_page


def read(page, file, media_type="image/jpeg", hint=None):
    """Return the predictions of a file, or the error as text."""
    data = base64.b64encode(file).decode()
    return page.evaluate(READ, {"data": data, "type": media_type, "hint": hint})


def saved(picture, kind, **options):
    """Return the file of a picture."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def chunk(kind, data):
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_the_photos_are_read(pictures):
    texts = {}
    for name, (_, text) in photos.FIXTURES.items():
        best, *_ = read(pictures, (photos.PHOTOS / f"{name}.jpg").read_bytes())
        texts[name] = (best["text"], text)
    assert [name for name, (got, text) in texts.items() if got != text] == []


def test_each_digit_has_its_box_in_the_upright_picture(pictures):
    upright = Image.open(photos.PHOTOS / "shadow.jpg")
    lying = upright.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # a viewer turns it to the right
    best, *_ = read(pictures, saved(lying, "JPEG", exif=exif, quality=90))
    assert best["text"] == "2026"
    width, height = upright.size
    boxes = [segment["box"] for segment in best["segmentationResult"]]
    assert all(left["x"] + left["width"] / 2 < right["x"] for left, right in pairwise(boxes))
    for box, segment in zip(boxes, best["segmentationResult"], strict=True):
        assert 0 <= box["x"] < box["x"] + box["width"] <= width
        assert 0 <= box["y"] < box["y"] + box["height"] <= height
        assert box["height"] > 0.3 * height
        grey = np.asarray(upright.convert("L"))
        inside = grey[
            int(box["y"]) : int(box["y"] + box["height"]), int(box["x"]) : int(box["x"] + box["width"])
        ]
        assert inside.min() < 90
        part = segment["drawingSegments"][0]
        points = best["drawing"][part["strokeIndex"]][part["beginPointIndex"] : part["endPointIndex"]]
        assert all(box["x"] <= point["x"] <= box["x"] + box["width"] for point in points)


def test_other_formats_and_hints_are_read(pictures):
    picture = Image.open(photos.PHOTOS / "plain.jpg")
    files = {
        "PNG": saved(picture, "PNG"),
        "WEBP": saved(picture, "WEBP"),
        "GIF": saved(picture, "GIF", save_all=True, append_images=[Image.new("RGB", picture.size)] * 2),
    }
    assert {kind: read(pictures, file, "")[0]["text"] for kind, file in files.items()} == dict.fromkeys(
        files, "7"
    )
    assert [one["text"] for one in read(pictures, files["PNG"], hint={"alternatives": 1})] == ["7"]
    assert read(pictures, files["PNG"], hint={"kinds": "date"}).startswith("TypeError: hint.kinds")


def test_sources_other_than_files_are_read(pictures):
    data = base64.b64encode((photos.PHOTOS / "plain.jpg").read_bytes()).decode()
    texts = pictures.evaluate(
        """async (data) => {
          const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
          const { width, height } = bitmap;
          const canvas = Object.assign(document.createElement('canvas'), { width, height });
          const context = canvas.getContext('2d');
          context.drawImage(bitmap, 0, 0);
          const hidden = new OffscreenCanvas(width, height);
          hidden.getContext('2d').drawImage(bitmap, 0, 0);
          const sources = [bitmap, canvas, hidden, context.getImageData(0, 0, width, height)];
          const found = [];
          for (const source of sources) found.push((await numbre.recognizeImage(source))[0].text);
          const drawn = new Image();
          drawn.src = '/icon.svg'; // an SVG without a size
          await drawn.decode();
          return [...found, Array.isArray(await numbre.recognizeImage(drawn))];
        }""",
        data,
    )
    assert texts == [*["7"] * 4, True]


def test_what_cannot_be_read_is_refused_in_a_sentence(pictures):
    jpeg = (photos.PHOTOS / "plain.jpg").read_bytes()
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0)
    huge = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    files = {
        "This is a PDF": b"%PDF-1.7\n",
        "This is an SVG drawing": b'<svg xmlns="http://www.w3.org/2000/svg"><script>fail()</script></svg>',
        "This file is empty": b"",
        "This file is not a picture": b"one, two",
        "This picture is too large": huge,
        "This browser can’t open HEIC": b"\0\0\0\x18ftypheic" + bytes(60),
        "This picture is damaged": jpeg[:30],
    }
    for sentence, file in files.items():
        assert read(pictures, file, "").startswith(f"PictureError: {sentence}"), sentence
    for make in (
        "() => 5",
        "() => null",
        "() => 'data:image/png;base64,'",
        "() => document.body",
        "() => [[[1, 2]]]",
    ):
        assert pictures.evaluate(REFUSED, make).startswith("TypeError: source: expected a Blob"), make
    sizeless = "() => Object.assign(document.createElement('canvas'), { width: 0 })"
    assert pictures.evaluate(REFUSED, sizeless) == "TypeError: source: expected a picture with pixels"


def test_a_picture_of_anything_else_ends_in_time(pictures):
    rng = np.random.default_rng(0)
    blank = Image.new("L", (800, 600), 255)
    assert read(pictures, saved(blank, "PNG")) == []
    fur = Image.fromarray(rng.integers(0, 256, (300, 400, 3)).astype(np.uint8)).resize((2400, 1800))
    start = time.monotonic()
    assert isinstance(read(pictures, saved(fur, "JPEG")), list)
    assert time.monotonic() - start < 8
