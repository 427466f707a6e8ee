/** The number on the pad: as it is read, corrected and selected. Pure. */

import { boxOf, union } from '../ink/boxes.js';
import { createInkKeys, inkOf } from '../recognize/segments.js';

/** Below this confidence, the second-best reading is shown, too: at 0.9 one reading in ten is wrong. */
export const CONFIDENT = 0.9;

/**
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 * @typedef {import('../recognize/segments.js').Part} Part
 *
 * @typedef {object} Grapheme on show
 * @property {string} grapheme a digit or a mark; '' for a non-digit
 * @property {string} recognized the same as the network reads it, corrected or not
 * @property {boolean} isCorrected
 * @property {boolean} isConfident
 * @property {number} line of writing, from 0
 * @property {Part[]} parts its ink
 * @property {string} key of its ink
 * @property {number} confidence 0..1, as the network reads it
 * @property {Float32Array} probabilities of each class of the network
 *
 * @typedef {object} NumberState
 * @property {string} text the number, a line each; '' for non-digits, and for no reading
 * @property {number} confidence 0..1, of all that is not corrected
 * @property {{text: string, confidence: number} | null} secondBest the best reading with another text
 * @property {Grapheme[]} graphemes in reading order
 * @property {number} selectedIndex -1 if there are none
 * @property {Grapheme | null} selected all ink if nothing is a digit; null for no reading
 * @property {Drawing} drawing that was read
 * @property {Drawing} ink of the selected grapheme
 *
 * @typedef {(drawing: Drawing) => Float32Array} ClassifyWhole a drawing taken as one digit -> probability of each class
 */

export function createNumber() {
  const corrections = createCorrections();
  let latest = { drawing: [], reading: null, classifyWhole: null };
  let selectedKey = null; // of the ink; null: the last grapheme
  let state = null;

  function update() {
    state = stateOf(latest, corrections, selectedKey);
  }

  update();
  return {
    /** @returns {NumberState} */
    get state() {
      return state;
    },
    /**
     * Shows the newest reading of a drawing.
     *
     * @param {Drawing} drawing
     * @param {import('../recognize/recognize.js').Reading | null} reading null without a network
     * @param {ClassifyWhole} [classifyWhole]
     */
    read(drawing, reading, classifyWhole) {
      latest = { drawing, reading, classifyWhole };
      update();
    },
    /** Selects a grapheme. @param {number} index */
    select(index) {
      selectedKey = state.graphemes[index]?.key ?? null;
      update();
    },
    /** Selects the last grapheme from now on: the ink has changed. */
    selectLast() {
      selectedKey = null;
    },
    /**
     * Corrects the selected grapheme; the grapheme that the network reads undoes the correction.
     *
     * @param {string} grapheme
     */
    correct(grapheme) {
      const { selected } = state;
      if (!selected) return;
      if (grapheme === selected.recognized) corrections.undo(selected.key);
      else corrections.set(selected.key, grapheme);
      selectedKey = selected.key;
      update();
    },
  };
}

/** Corrections belong to ink. Changed ink is other ink and has none; when the change is undone, they are back. */
function createCorrections() {
  const graphemes = new Map(); // key of the ink -> grapheme
  return {
    keyOf: createInkKeys(),
    get: (key) => graphemes.get(key),
    set: (key, grapheme) => graphemes.set(key, grapheme),
    undo: (key) => graphemes.delete(key),
  };
}

/** @returns {NumberState} */
function stateOf({ drawing, reading, classifyWhole }, corrections, selectedKey) {
  if (!reading?.predictions.length) return blankState(drawing);
  const [best, ...others] = reading.predictions;
  const recognized = graphemesOf(reading.best);
  const parts = recognized.length ? recognized : [nonDigit(drawing, reading.best, best.confidence, classifyWhole)];
  const corrected = parts.map((grapheme) => withCorrection(grapheme, drawing, corrections));
  const graphemes = corrected.filter(({ grapheme }) => grapheme);
  const text = textOf(graphemes);
  const found = graphemes.findIndex(({ key }) => key === selectedKey);
  const selectedIndex = found < 0 ? graphemes.length - 1 : found;
  const selected = graphemes[selectedIndex] ?? corrected[0];
  return {
    text,
    confidence: confidenceOf(best.confidence, corrected),
    secondBest: secondBestOf(others, text, (ink) => corrections.get(corrections.keyOf(drawing, ink))),
    graphemes,
    selectedIndex,
    selected,
    drawing,
    ink: inkOf(drawing, selected.parts),
  };
}

const blankState = (drawing) => ({
  text: '',
  confidence: 0,
  secondBest: null,
  graphemes: [],
  selectedIndex: -1,
  selected: null,
  drawing,
  ink: drawing,
});

/** Returns the graphemes of the best hypothesis for each line. */
function graphemesOf(best) {
  const lines = best.filter(({ text }) => text);
  return lines.flatMap(({ candidates }, line) =>
    candidates
      .filter(({ grapheme }) => grapheme)
      .map(({ segment, grapheme, probability, probabilities }) => {
        return { recognized: grapheme, confidence: probability, line, parts: segment.parts, probabilities };
      }),
  );
}

/** Returns all ink as one non-digit. */
function nonDigit(drawing, best, confidence, classifyWhole) {
  const candidates = best.flatMap((hypothesis) => hypothesis.candidates);
  const probabilities = candidates.length === 1 ? candidates[0].probabilities : classifyWhole(drawing);
  const parts = drawing.map((stroke, i) => ({ stroke: i, begin: 0, end: stroke.length }));
  return { recognized: '', confidence, line: 0, parts: parts.filter(({ end }) => end), probabilities };
}

/** @returns {Grapheme} */
function withCorrection(recognized, drawing, corrections) {
  const key = corrections.keyOf(drawing, recognized.parts);
  const grapheme = corrections.get(key) ?? recognized.recognized;
  const isCorrected = grapheme !== recognized.recognized;
  return { ...recognized, key, grapheme, isCorrected, isConfident: isCorrected || recognized.confidence >= CONFIDENT };
}

const textOf = (graphemes) =>
  graphemes.map(({ grapheme, line }, i) => (i && line !== graphemes[i - 1].line ? '\n' : '') + grapheme).join('');

/** Corrected graphemes are certain: their confidences are divided out. */
function confidenceOf(confidence, graphemes) {
  const corrected = graphemes.filter(({ isCorrected }) => isCorrected);
  const known = corrected.reduce((product, grapheme) => product * grapheme.confidence, 1);
  return known > 0 ? Math.min(1, confidence / known) : 1;
}

/** Returns the best of the other predictions with another text, corrected as well. */
function secondBestOf(predictions, text, correctionOf) {
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

/**
 * @typedef {object} Bracket under the ink of a grapheme, in px of the drawing
 * @property {number} left
 * @property {number} right
 * @property {number} bottom of the ink
 * @property {string} label the grapheme, with a question mark if the network is not confident
 * @property {boolean} isConfident
 * @property {boolean} isSelected
 */

/** @param {NumberState} state @returns {Bracket[]} */
export const bracketsOf = ({ drawing, graphemes, selectedIndex }) =>
  graphemes.map(({ grapheme, parts, isConfident }, i) => {
    const { left, right, bottom } = union(inkOf(drawing, parts).map((points) => boxOf(points)));
    const label = isConfident ? grapheme : `${grapheme}?`;
    return { left, right, bottom, label, isConfident, isSelected: i === selectedIndex };
  });
