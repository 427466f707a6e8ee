/**
 * Drawings that put networks to the test, made for this page. A test reads them with the committed networks, and checks
 * who is fooled.
 *
 * @typedef {import('../../ink/drawing.js').Drawing} Drawing
 *
 * @typedef {object} Trick
 * @property {string} id
 * @property {string} name
 * @property {string | null} truth the digit; null for no digit
 * @property {Drawing} drawing
 * @property {number[] | null} view what its picture shows: left, top, width and height, px of the drawing; null: its ink
 * @property {number} pen width of the pen in its picture, px of the drawing
 * @property {string} why networks are fooled or not, a sentence or two
 * @property {{label: string, axis: import('./deviation.js').AxisName, value: number, why: string} | null} without the step
 *   of preprocessing that keeps it from fooling anyone: the label of a button that leaves it out, the deviation that this
 *   is, and why networks are then fooled
 */

/** @type {{id: string, name: string, truth: string | null, view?: number[], pen: number, why: string,
 *   without?: Trick['without'], strokes: number[][]}[]} strokes as x, y, x, y, ... */
// biome-ignore format: a line each would take a thousand lines
const TABLE = [
  {
    id: 'off-centre',
    name: 'Off-centre',
    truth: '5',
    view: [0, 0, 300, 200],
    pen: 10,
    why: 'Before a network sees it, the page moves its centre of mass to the middle.',
    without: {
      label: 'Don’t centre it',
      axis: 'shift',
      value: 6,
      why:
        'Without convolutions, a network ties each weight to one pixel: the same ink elsewhere is another ' +
        'picture.',
    },
    strokes: [
      [
        261.4, 11.6, 258.4, 11.6, 254.8, 11.6, 251.8, 12.2, 248.2, 12.2, 244.6, 12.2, 241, 12.2, 236.8, 12.2, 233.2,
        12.2, 229.6, 12.2, 228.4, 14.6, 227.8, 18.2, 226.6, 21.8, 226, 25.4, 225.4, 29, 224.8, 32.6, 224.8, 36.8,
        225.4, 40.4, 227.8, 43.4, 231.4, 42.2, 234.4, 40.4, 237.4, 38.6, 241, 38, 245.2, 38, 248.8, 39.2, 251.8,
        40.4, 255.4, 41.6, 257.8, 43.4, 260.8, 45.8, 262.6, 48.8, 263.8, 51.8, 265, 55.4, 265, 59.6, 265, 63.2, 265,
        67.4, 263.8, 71, 263.2, 74, 262, 77, 260.2, 80, 258.4, 82.4, 256, 84.8, 253, 87.2, 249.4, 88.4, 245.8, 89,
        242.2, 88.4, 238.6, 87.8, 235, 87.2, 231.4, 87.2, 227.2, 86.6, 223.6, 86, 220.6, 85.4,
      ],
    ],
  },
  {
    id: 'tiny',
    name: 'Tiny',
    truth: '3',
    view: [0, 0, 300, 200],
    pen: 6,
    why: 'Before a network sees it, the page scales it to 20 pixels, as the scans of MNIST are.',
    without: {
      label: 'Don’t enlarge it',
      axis: 'size',
      value: 12,
      why: 'These networks learned digits of one size, pixel by pixel; convolutions cope with more.',
    },
    strokes: [
      [
        139.8, 85.5, 141.3, 83.8, 143, 82.2, 144.6, 80.7, 146.8, 80.2, 149, 80.2, 150.9, 80.7, 152.6, 81.9, 154,
        83.6, 154.7, 85.8, 154.2, 87.9, 153, 89.8, 151.6, 91.5, 149.9, 92.7, 148, 93.7, 146.1, 94.6, 147.5, 95.8,
        149.7, 96.3, 151.8, 96.8, 153.5, 97.8, 155.2, 99.2, 156.4, 100.9, 157.4, 102.8, 157.1, 105.2, 156.2, 107.1,
        155, 109, 153.3, 110.7, 151.6, 111.9, 149.4, 112.9, 147.3, 113.4, 145.4, 113.4, 143.2, 112.9, 141.3, 111.7,
        139.6, 110.2, 137.9, 108.8,
      ],
    ],
  },
  {
    id: 'thick',
    name: 'Thick',
    truth: '2',
    view: [-24, -16, 150, 172],
    pen: 30,
    why: 'In the raster every pen has the same width.',
    without: {
      label: 'Don’t thin it',
      axis: 'pen',
      value: 6.4,
      why: 'Thick strokes fill the gaps: four networks read this 2 as an 8, and “ink” reads no digit.',
    },
    strokes: [
      [
        14, 34, 18, 29, 21, 24, 24, 19, 27, 14, 31, 10, 35, 6, 41, 4, 47, 2, 53, 2, 58, 2, 63, 4, 68, 8, 72, 13, 75,
        18, 78, 24, 79, 30, 78, 36, 77, 42, 75, 48, 72, 54, 70, 59, 67, 64, 64, 69, 61, 73, 57, 78, 53, 83, 49, 88,
        46, 93, 42, 98, 38, 102, 34, 107, 30, 111, 26, 116, 22, 121, 19, 126, 15, 130, 11, 135, 16, 134, 22, 134, 28,
        133, 34, 133, 40, 133, 46, 134, 52, 134, 57, 134, 63, 134, 68, 134, 74, 135, 81, 136, 87, 137, 92, 137,
      ],
    ],
  },
  {
    id: 'tilted',
    name: 'Tilted',
    truth: '6',
    pen: 9,
    why: 'The page doesn’t turn digits upright. “ink” practised on turned digits, and “lesson” has convolutions.',
    strokes: [
      [
        98, 21, 92, 23, 85, 25, 79, 26, 73, 29, 68, 30, 62, 32, 57, 34, 52, 36, 46, 38, 40, 41, 35, 45, 31, 49, 27,
        53, 23, 56, 19, 61, 15, 66, 11, 71, 7, 77, 6, 82, 4, 88, 2, 94, 2, 99, 2, 105, 1, 110, 3, 116, 6, 121, 11,
        125, 16, 128, 22, 131, 28, 132, 34, 133, 40, 132, 45, 132, 50, 129, 55, 125, 59, 121, 63, 116, 64, 109, 63,
        103, 63, 97, 61, 92, 57, 86, 52, 82, 47, 79, 41, 78, 35, 77, 29, 78, 23, 79, 17, 80, 12, 80,
      ],
    ],
  },
  {
    id: 'crossed-7',
    name: 'Crossed 7',
    truth: '7',
    pen: 9,
    why: 'The bar almost closes the loop of a 9. “ink” practised on sevens that were given a bar.',
    strokes: [
      [
        15, 9, 21, 10, 27, 10, 33, 11, 40, 11, 47, 10, 53, 8, 59, 7, 64, 6, 69, 5, 75, 3, 76, 8, 75, 13, 74, 19, 72,
        24, 70, 30, 69, 36, 68, 42, 67, 48, 67, 53, 67, 59, 67, 65, 67, 71, 67, 77, 67, 84, 66, 91, 66, 97, 65, 103,
        64, 108, 62, 114, 60, 120, 59, 125, 58, 131, 57, 137, 56, 143,
      ],
      [
        22, 49, 27, 51, 32, 53, 38, 55, 44, 57, 50, 58, 55, 59, 61, 59, 66, 59, 72, 58, 78, 56, 84, 53, 89, 49, 94,
        45, 98, 43,
      ],
    ],
  },
  {
    id: 'flagged-1',
    name: 'Flagged 1',
    truth: '1',
    pen: 9,
    why: 'Its long upstroke makes it as wide as a 4 or a 9. “ink” practised on ones that were given one.',
    strokes: [
      [
        3, 70, 8, 66, 12, 61, 16, 57, 20, 53, 24, 49, 28, 45, 33, 42, 37, 38, 40, 34, 44, 29, 47, 24, 52, 19, 56, 14,
        60, 9, 64, 5, 66, 4, 66, 10, 66, 16, 67, 22, 67, 28, 67, 34, 67, 41, 66, 47, 66, 53, 65, 59, 65, 65, 65, 71,
        65, 76, 65, 82, 65, 88, 65, 94, 65, 100, 65, 106, 65, 111, 66, 117, 65, 124, 65, 130, 64, 137,
      ],
    ],
  },
  {
    id: 'open-4',
    name: 'Open 4',
    truth: '4',
    pen: 9,
    why:
      'Its tips almost meet, and a scan of it looks like a 9. “ink” sees how the pen moved, too: from the ' +
      'raster alone it also reads 9.',
    strokes: [
      [
        45, 5, 40, 8, 36, 12, 31, 16, 27, 19, 24, 24, 20, 29, 17, 35, 14, 41, 13, 48, 13, 54, 14, 60, 16, 65, 19, 71,
        23, 74, 29, 76, 35, 77, 41, 77, 48, 77, 55, 76, 61, 74, 66, 72, 71, 71, 76, 69, 82, 68,
      ],
      [
        60, 5, 62, 11, 64, 17, 66, 23, 68, 29, 70, 35, 71, 41, 72, 47, 73, 53, 75, 59, 76, 64, 78, 69, 79, 75, 79,
        80, 79, 86, 79, 93, 80, 99, 80, 105, 80, 111, 80, 117, 79, 123, 78, 129, 78, 136, 77, 140,
      ],
    ],
  },
  {
    id: 'curly-2',
    name: 'Curly 2',
    truth: '2',
    pen: 9,
    why: 'A loop at its foot leaves the rest of a 2 as it is, and “ink” practised on such loops.',
    strokes: [
      [
        21, 37, 23, 30, 24, 24, 26, 19, 28, 13, 31, 8, 36, 5, 43, 2, 49, 1, 55, 1, 61, 3, 66, 7, 69, 12, 71, 18, 72,
        24, 73, 30, 72, 36, 71, 41, 68, 47, 66, 53, 64, 58, 61, 63, 59, 68, 57, 74, 55, 79, 52, 85, 50, 90, 47, 96,
        45, 102, 42, 107, 39, 112, 36, 117, 32, 122, 28, 127, 22, 130, 17, 132, 11, 130, 6, 126, 3, 121, 2, 115, 2,
        109, 3, 103, 5, 98, 8, 93, 13, 89, 19, 87, 24, 87, 30, 87, 36, 89, 41, 93, 45, 98, 48, 102, 51, 107, 55, 110,
        59, 114, 63, 118, 68, 122, 73, 126, 79, 129, 85, 130, 90, 128, 95, 124, 99, 120, 104, 116, 108, 111,
      ],
    ],
  },
  {
    id: 'slashed-0',
    name: 'Slashed 0',
    truth: '0',
    pen: 9,
    why: 'The slash divides it into two holes, like those of an 8. “ink” practised on slashed zeros.',
    strokes: [
      [
        57, 4, 51, 5, 44, 7, 38, 9, 32, 11, 27, 14, 23, 18, 20, 23, 17, 28, 14, 34, 12, 40, 11, 46, 10, 52, 9, 58, 9,
        64, 8, 69, 8, 75, 8, 81, 9, 87, 9, 93, 11, 98, 12, 104, 14, 109, 16, 115, 19, 120, 23, 125, 28, 130, 33, 134,
        39, 137, 44, 139, 50, 139, 56, 138, 62, 135, 68, 133, 73, 129, 77, 124, 80, 119, 82, 113, 84, 108, 86, 102,
        88, 97, 89, 92, 90, 87, 91, 81, 91, 74, 91, 68, 91, 62, 91, 56, 91, 50, 90, 44, 88, 38, 86, 32, 84, 26, 81,
        21, 77, 16, 72, 13, 67, 11, 61, 8, 55, 6, 51, 4,
      ],
      [
        89, 9, 86, 14, 83, 19, 80, 25, 78, 30, 75, 36, 71, 41, 68, 46, 64, 51, 61, 56, 58, 61, 55, 66, 51, 71, 47,
        76, 44, 80, 40, 84, 37, 89, 34, 94, 31, 100, 28, 105, 24, 111, 21, 116, 17, 121, 14, 126, 11, 131, 9, 135,
      ],
    ],
  },
  {
    id: 'two-digits',
    name: 'Two digits',
    truth: null,
    pen: 10,
    why:
      'Shown two digits as one, a network that knows only digits must name one. On the sheet, the page first ' +
      'finds where each digit ends.',
    strokes: [
      [
        31, 4, 29, 10, 27, 15, 25, 20, 22, 26, 20, 32, 19, 38, 17, 44, 16, 50, 14, 56, 13, 62, 11, 68, 9, 73, 8, 79,
        7, 85, 14, 85, 20, 84, 25, 84, 31, 83, 36, 83, 42, 83, 48, 83, 54, 83, 60, 83, 66, 83, 71, 83, 75, 82,
      ],
      [
        59, 40, 58, 45, 58, 51, 57, 57, 56, 63, 55, 70, 54, 76, 54, 82, 54, 88, 53, 94, 53, 100, 52, 106, 52, 113,
        51, 119, 51, 124, 51, 130, 51, 135, 51, 139,
      ],
      [
        99, 31, 102, 26, 105, 21, 108, 16, 112, 10, 116, 6, 122, 3, 127, 2, 133, 2, 138, 4, 143, 7, 146, 12, 149, 18,
        150, 24, 150, 30, 149, 37, 148, 43, 146, 49, 144, 54, 142, 59, 139, 64, 136, 69, 133, 74, 130, 79, 127, 85,
        124, 90, 121, 95, 118, 100, 114, 105, 111, 111, 108, 117, 105, 122, 102, 128, 100, 133, 102, 135, 108, 134,
        114, 134, 120, 133, 126, 134, 132, 134, 138, 134, 144, 134, 149, 134, 155, 135, 160, 135,
      ],
    ],
  },
  {
    id: 'letter',
    name: 'A letter',
    truth: null,
    pen: 9,
    why: 'An h is close to a 6. Only “ink” has a class for what is not a digit.',
    strokes: [
      [
        17, 3, 17, 8, 17, 14, 18, 21, 18, 27, 18, 33, 18, 38, 18, 44, 18, 49, 19, 55, 19, 61, 19, 67, 19, 74, 18, 80,
        18, 86, 18, 92, 18, 98, 18, 104, 18, 111, 17, 117, 17, 123, 17, 128, 17, 134, 18, 135, 19, 129, 19, 123, 19,
        117, 20, 112, 20, 106, 21, 100, 23, 95, 26, 89, 28, 84, 31, 79, 34, 75, 38, 70, 43, 67, 49, 65, 55, 65, 61,
        66, 66, 69, 71, 72, 74, 78, 76, 84, 77, 90, 77, 96, 77, 102, 77, 109, 77, 115, 76, 121, 76, 127, 76, 133, 76,
        138,
      ],
    ],
  },
  {
    id: 'doodle',
    name: 'A doodle',
    truth: null,
    pen: 9,
    why:
      'A closed curve is close to a 0. “ink” rejects what resembles the letters, symbols and scribbles that it ' +
      'learned from; no hearts were among them.',
    strokes: [
      [
        49, 37, 47, 31, 45, 25, 43, 19, 40, 14, 36, 9, 31, 6, 25, 6, 20, 7, 14, 9, 10, 13, 7, 18, 4, 25, 3, 31, 2,
        37, 2, 43, 3, 48, 4, 54, 6, 59, 9, 64, 12, 69, 15, 74, 19, 79, 23, 84, 27, 89, 30, 94, 33, 99, 36, 105, 40,
        111, 43, 116, 46, 121, 49, 126, 52, 130, 55, 125, 58, 120, 61, 115, 65, 110, 69, 105, 72, 100, 76, 95, 79,
        90, 82, 85, 86, 80, 89, 76, 93, 71, 96, 66, 98, 60, 99, 54, 100, 48, 101, 42, 100, 36, 99, 30, 97, 24, 94,
        18, 91, 13, 86, 9, 81, 7, 75, 6, 70, 7, 65, 10, 61, 15, 58, 20, 55, 25, 53, 30, 51, 36,
      ],
    ],
  },
];

/** @type {readonly Trick[]} */
export const TRICKS = TABLE.map(({ strokes, view = null, without = null, ...rest }) => ({
  ...rest,
  view,
  without,
  drawing: strokes.map((flat) =>
    Array.from({ length: flat.length / 2 }, (_, i) => ({ x: flat[2 * i], y: flat[2 * i + 1] })),
  ),
}));
