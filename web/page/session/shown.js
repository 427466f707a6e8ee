/** A reading, and what the writer has corrected in it -> the number that the page shows. Pure. */

/** Below this the second guess stands beside the first: at 0.9 one reading in ten is wrong, below it more. */
export const SURE = 0.9;

/**
 * @typedef {object} Grapheme one that is shown
 * @property {string} grapheme a digit or a mark; '' for what is no digit
 * @property {string} read what the network takes it for, corrected or not
 * @property {boolean} isCorrected
 * @property {boolean} isSure
 * @property {number} line of writing, from 0
 * @property {import('../recognize/segments.js').Part[]} parts its ink
 * @property {string} name of its ink, see corrections.js
 * @property {number} confidence 0..1, as it was read
 * @property {Float32Array} all probability of each class of the network
 *
 * @typedef {object} Shown
 * @property {string} text the number, lines apart by newlines; '' for no digit, and for nothing
 * @property {number} confidence 0..1, of all that is not corrected
 * @property {{text: string, confidence: number} | null} other the second best
 * @property {Grapheme[]} graphemes in reading order
 * @property {number} selected index of one of them; -1 where there is none
 * @property {Grapheme | null} picked the selected one; all ink where nothing is a digit; null for no reading
 * @property {{x: number, y: number}[][]} drawing that was read
 * @property {{x: number, y: number}[][]} ink of what is picked
 */

/**
 * @param {{x: number, y: number}[][]} drawing
 * @param {import('../recognize/recognize.js').Reading | null} reading of it; null without a network
 * @param {{
 *   corrections: ReturnType<import('./corrections.js').createCorrections>,
 *   chosen: string | null,
 *   weigh: (drawing: {x: number, y: number}[][]) => Float32Array,
 * }} given chosen: the name of the ink that was selected, null for the last; weigh: a drawing taken as
 *   one digit -> probability of each class
 * @returns {Shown}
 */
export function shownOf(drawing, reading, { corrections, chosen, weigh }) {
  if (!reading?.predictions.length) return nothing(drawing);
  const named = (one) => {
    const name = corrections.nameOf(drawing, one.parts);
    const grapheme = corrections.get(name) ?? one.read;
    const isCorrected = grapheme !== one.read;
    return { ...one, name, grapheme, isCorrected, isSure: isCorrected || one.confidence >= SURE };
  };
  const [best, ...others] = reading.predictions;
  const read = graphemesOf(reading.best);
  const pieces = (read.length ? read : [noDigit(drawing, reading.best, best.confidence, weigh)]).map(named);
  const graphemes = pieces.filter(({ grapheme }) => grapheme);
  const text = textOf(graphemes);
  const found = graphemes.findIndex(({ name }) => name === chosen);
  const selected = found < 0 ? graphemes.length - 1 : found;
  const picked = graphemes[selected] ?? pieces[0];
  return {
    text,
    confidence: confidenceOf(best.confidence, pieces),
    other: otherOf(others, text, (parts) => corrections.get(corrections.nameOf(drawing, parts))),
    graphemes,
    selected,
    picked,
    drawing,
    ink: inkOf(drawing, picked.parts),
  };
}

const nothing = (drawing) => ({
  text: '',
  confidence: 0,
  other: null,
  graphemes: [],
  selected: -1,
  picked: null,
  drawing,
  ink: drawing,
});

/** @returns {{x: number, y: number}[][]} the points of parts, as a drawing of their own */
export const inkOf = (drawing, parts) => parts.map(({ stroke, begin, end }) => drawing[stroke].slice(begin, end));

/** The graphemes on the best path of each line. */
function graphemesOf(best) {
  const lines = best.filter(({ text }) => text);
  return lines.flatMap(({ steps }, line) =>
    steps
      .filter(({ choice }) => choice.grapheme)
      .map(({ candidate: { group, all }, choice }) => {
        return { read: choice.grapheme, confidence: choice.p, line, parts: group.parts, all };
      }),
  );
}

/** All the ink, which is no digit. */
function noDigit(drawing, best, confidence, weigh) {
  const steps = best.flatMap((path) => path.steps);
  const all = steps.length === 1 ? steps[0].candidate.all : weigh(drawing);
  const parts = drawing.map((stroke, i) => ({ stroke: i, begin: 0, end: stroke.length }));
  return { read: '', confidence, line: 0, parts: parts.filter(({ end }) => end), all };
}

const textOf = (graphemes) =>
  graphemes.map(({ grapheme, line }, i) => (i && line !== graphemes[i - 1].line ? '\n' : '') + grapheme).join('');

/** What is corrected is certain: the rest is as likely as it was read. */
function confidenceOf(confidence, pieces) {
  const corrected = pieces.filter(({ isCorrected }) => isCorrected);
  const known = corrected.reduce((product, one) => product * one.confidence, 1);
  return known > 0 ? Math.min(1, confidence / known) : 1;
}

/** The best of the other predictions that is another number, corrections taken into account. */
function otherOf(predictions, text, correctionOf) {
  const corrected = predictions.map((prediction) => {
    const characters = [...prediction.text];
    for (const { drawingSegments, beginIndex } of prediction.segmentationResult) {
      const parts = drawingSegments.map(({ strokeIndex: stroke, beginPointIndex: begin, endPointIndex: end }) => {
        return { stroke, begin, end };
      });
      characters[beginIndex] = correctionOf(parts) ?? characters[beginIndex];
    }
    return { text: characters.join(''), confidence: prediction.confidence };
  });
  return corrected.find((other) => other.text !== text) ?? null;
}
