/** Sample drawings, to try the page without a pen. Drawn for this page, each digit in a box of 100 x 140. */

const WIDTH = 100;
const HEIGHT = 140;
const GAP = 26; // paper between two digits
const MAX_HEIGHT = 0.64; // of the pad's shorter side
const MAX_WIDTH = 0.72; // of the pad's width
const INTERVAL = 12; // ms between points

/** @type {number[][][]} for each digit its strokes, as x, y, x, y, ... */
// biome-ignore format: a line each would take a thousand lines
const STROKES = [
  [ // 0
    [55, 2, 43.7, 6.8, 32.2, 11.1, 22, 17.4, 15.3, 26.4, 10.8, 37.2, 7.4, 49.6, 5.4, 62.6, 5, 75, 6.5,
     87.6, 9.6, 100.9, 14, 113.5, 19.2, 124, 26.6, 132.6, 37.5, 137.9, 49.3, 138.9, 59.9, 136.4, 70.5,
     130.6, 80.4, 122.2, 88, 112, 92.3, 101.1, 95.1, 88.4, 96.3, 74.9, 96, 62, 94, 49, 90.2, 35.6, 85.4,
     23.4, 80, 14, 69.7, 6.9, 57.8, 4.6, 52, 3],
  ],
  [ // 1-flagged
    [22, 38, 60, 0, 58, 140],
  ],
  [ // 2
    [10, 32, 18, 20.9, 26, 9.7, 36, 3, 46.8, 2.2, 59.8, 4.1, 71.8, 8.1, 80, 14, 83.9, 23.5, 84.1, 35.8,
     80.8, 49.3, 75.6, 60.3, 69.1, 69.6, 60.8, 79.3, 51.9, 89, 43.3, 98, 36, 106, 24.9, 117, 14.4,
     126.6, 8.2, 133.7, 10.3, 137.1, 20.9, 136.2, 35.7, 133.6, 50, 132, 61.2, 132.4, 72.8, 133.5, 84.4,
     134.8, 96, 136],
  ],
  [ // 3
    [10, 14, 21.4, 10.1, 33.1, 5.5, 44.3, 2.2, 54, 2, 66.3, 8.2, 76.6, 18.9, 80, 30, 73.6, 37.9, 61.1,
     46.2, 49.1, 54.5, 44, 62, 49.7, 68.2, 62.1, 73.6, 75.5, 79.2, 84, 86, 86.7, 98.5, 84.2, 112.5, 78,
     124, 68.8, 130.9, 56.4, 136, 43.6, 138.7, 32.2, 138, 21.5, 132.5, 11.2, 125.2, 6, 122],
  ],
  [ // 4-open
    [34, 4, 10, 78, 94, 76], [72, 30, 68, 140],
  ],
  [ // 5
    [22, 6, 19.8, 19.2, 16.8, 33.4, 14.6, 46.6, 14.6, 56.7, 19.4, 61.8, 30.2, 58.9, 43.7, 53.3, 56, 52,
     66.1, 56.5, 76.5, 63.8, 85.2, 72.6, 90, 82, 90.2, 92.8, 86.9, 105.1, 81.1, 116.9, 74, 126, 64.5,
     131.9, 52.5, 135.8, 40.2, 137.7, 30, 138, 19, 133.6, 10.5, 125.6, 6, 122], [22, 6, 86, 4],
  ],
  [ // 6
    [70, 3, 61.2, 11, 52.1, 18.8, 43.2, 26.7, 35, 35, 28, 44, 21.9, 54.2, 16.2, 65.3, 11.6, 76.8, 8.7,
     87.9, 8, 98, 10.8, 110.3, 17, 122.4, 25.2, 132.3, 34, 138, 44.9, 138.5, 57.9, 135, 70, 129, 78,
     122, 81.3, 111.3, 80.5, 98, 76.7, 86.1, 69.7, 78.6, 57.2, 74.5, 43.7, 74.4, 33.9, 78.6, 26.9, 87.1,
     20.5, 97.7, 14, 108],
  ],
  [ // 7-crossed
    [8, 8, 94, 4, 44, 138], [24, 70, 86, 66],
  ],
  [ // 8
    [78, 18, 65.5, 11.8, 53, 5.6, 42, 4, 31.6, 10.1, 22.8, 20.8, 20, 32, 24.2, 39.6, 32.6, 47.5, 42.7,
     55.6, 52, 64, 61.4, 72.7, 71.8, 81.6, 80.2, 90.8, 84, 100, 81.5, 110.7, 74.5, 122.5, 65.2, 132.5,
     56, 138, 43.6, 137.2, 29.3, 131.3, 18.5, 122.6, 15.9, 113.6, 19.8, 102.6, 27.3, 90.5, 36, 79, 44.1,
     69.6, 54, 61.5, 64.3, 54.3, 72.9, 47.5, 79.2, 37.2, 79.8, 24.4, 80, 18],
  ],
  [ // 9
    [80, 40, 69.6, 48.9, 59.1, 58.5, 48.9, 65, 38.7, 65.1, 27.1, 58.9, 16.9, 49.5, 12, 40, 14.3, 29.5,
     21.5, 17.8, 31.1, 8.5, 41.4, 5, 54.8, 5.8, 68.4, 10.3, 78, 18, 81.4, 26.6, 82.5, 37.5, 82, 50,
     80.7, 63.3, 79.4, 75.1, 77.6, 85.9, 75.3, 97.2, 72.6, 108.9, 69.9, 120.6, 67.2, 132.3, 66, 138],
  ],
];

/**
 * @param {string} digits to draw side by side
 * @returns {{strokes: {x: number, y: number}[][], width: number, height: number}} strokes in a box of this size; the pen's
 *   width comes on top of it
 */
export function sampleStrokes(digits) {
  const strokes = [...digits].flatMap((digit, place) =>
    STROKES[Number(digit)].map((flat) => {
      const points = [];
      for (let i = 0; i < flat.length; i += 2) points.push({ x: flat[i] + place * (WIDTH + GAP), y: flat[i + 1] });
      return points;
    }),
  );
  return { strokes, width: digits.length * WIDTH + (digits.length - 1) * GAP, height: HEIGHT };
}

/**
 * @param {string} digits to draw side by side
 * @param {import('./pad.js').Size} size of the pad, in CSS px
 * @returns {import('./pad.js').Sheet} with the drawing in the middle
 */
export function sampleOf(digits, size) {
  const { strokes, width, height } = sampleStrokes(digits);
  const scale = Math.min((MAX_HEIGHT * Math.min(size.width, size.height)) / height, (MAX_WIDTH * size.width) / width);
  const [left, top] = [(size.width - width * scale) / 2, (size.height - height * scale) / 2];
  let t = -INTERVAL;
  const placed = strokes.map((points) =>
    points.map(({ x, y }) => {
      t += INTERVAL;
      return { x: left + x * scale, y: top + y * scale, t };
    }),
  );
  return { strokes: placed, size, zoom: 1, begin: performance.now() - t, corrections: [] };
}
