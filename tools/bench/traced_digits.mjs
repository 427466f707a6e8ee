/**
 * Pictures of one digit each, on stdin (width and height as 32 bits each, then red, green, blue, alpha of every pixel) -> what
 * the reader of pictures finds, a line of JSON each: {raster: 784 bytes or null, strokes: [[[x, y]]]}.
 */
import { rasterOf } from '../../web/page/picture/pixels.js';
import { trace } from '../../web/page/picture/trace.js';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const bytes = Buffer.concat(chunks);
for (let at = 0; at < bytes.length; ) {
  const [width, height] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)];
  const data = new Uint8ClampedArray(bytes.subarray(at + 8, at + 8 + 4 * width * height));
  at += 8 + data.length;
  const steps = trace({ width, height, data });
  let step = steps.next();
  while (!step.done) step = steps.next();
  const { strokes, pixels } = step.value;
  const parts = strokes.map(({ length }, stroke) => ({ stroke, begin: 0, end: length }));
  const raster = pixels && rasterOf(pixels, parts);
  const found = {
    raster: raster && [...raster].map((value) => Math.round(255 * value)),
    strokes: strokes.map((stroke) => stroke.map(({ x, y }) => [x, y])),
  };
  console.log(JSON.stringify(found));
}
