"""Makes pictures small enough to be kept with the code: at most 256 colours, which text needs not.

The browser reads the pixels and chooses the colours; here they are written down as a PNG.
"""

import base64
import struct
import zlib
from typing import Any

from playwright.async_api import Page

# The most frequent colours stay as they are, every other becomes the nearest of them. A real colour
# counts more than a grey: a small shape would lose its own to the many greys around letters.
READ = """async ([encoded, most]) => {
    const bytes = Uint8Array.from(atob(encoded), each => each.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
    const {width, height} = image;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context.drawImage(image, 0, 0);
    const {data} = context.getImageData(0, 0, width, height);
    const at = place => data[place] << 16 | data[place + 1] << 8 | data[place + 2];
    const found = new Map();
    for (let place = 0; place < data.length; place += 4)
        found.set(at(place), (found.get(at(place)) ?? 0) + 1);
    const strong = colour => {
        const parts = [16, 8, 0].map(shift => colour >> shift & 255);
        return 1 + Math.max(...parts) - Math.min(...parts);
    };
    const weight = ([colour, times]) => times * strong(colour);
    const colours = [...found].sort((a, b) => weight(b) - weight(a) || a[0] - b[0]).slice(0, most)
        .sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(each => each[0]);
    const far = (a, b) => [16, 8, 0].reduce(
        (sum, shift) => sum + ((a >> shift & 255) - (b >> shift & 255)) ** 2, 0);
    const nearest = colour => colours.reduce(
        (best, each, index) => far(colour, each) < far(colour, colours[best]) ? index : best, 0);
    const known = new Map(colours.map((colour, index) => [colour, index]));
    let pixels = '';
    for (let place = 0; place < data.length; place += 4) {
        const colour = at(place);
        if (!known.has(colour)) known.set(colour, nearest(colour));
        pixels += String.fromCharCode(known.get(colour));
    }
    return {width, height, colours, pixels: btoa(pixels)};
}"""
MOST = 256
INDEXED = 3  # PNG's number for a picture that has a palette


async def small(picture: bytes, page: Page) -> bytes:
    """The same picture with few colours; any page can read it."""
    encoded = base64.b64encode(picture).decode()
    return _png(await page.evaluate(READ, [encoded, MOST]))


def _png(seen: dict[str, Any]) -> bytes:
    width, height = seen["width"], seen["height"]
    pixels = base64.b64decode(seen["pixels"])
    rows = (pixels[start : start + width] for start in range(0, width * height, width))
    palette = b"".join(colour.to_bytes(3, "big") for colour in seen["colours"])
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, INDEXED, 0, 0, 0)),
            _chunk(b"PLTE", palette),
            _chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
