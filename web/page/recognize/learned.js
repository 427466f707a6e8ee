/**
 * The segmentation model: scores and confidences of readings with the weights of a bundle. Twin of
 * train/segmentation/model.py and confidence.py, which explain the features. Pure.
 *
 * @typedef {import('./segments.js').Segment} Segment
 * @typedef {import('./beam-search.js').Candidate} Candidate
 * @typedef {import('./beam-search.js').Hypothesis} Hypothesis
 *
 * @typedef {object} Model rows of numbers, in the order of the features
 * @property {number[]} digit log, count, gap, cuts, wide, small, late, height, base, dots
 * @property {number[]} rest log, count, gap, cuts, late, small: of non-digits
 * @property {number[]} mark log, gap, cuts, late, place, alone, first, last; then the bias of each mark
 * @property {number[]} pair overlap, touch, back, rise, marks, mixed
 * @property {number[]} text odd; then of each form
 * @property {number[]} places of each mark: mean and deviation of the logarithm of its size, and of its middle
 * @property {number[]} number whether the drawing is one: the bias, then the weights of the evidence
 * @property {number[]} right whether a reading of a number is right: the same
 *
 * @typedef {{values: import('./features.js').SegmentFeatures, logs: number[]}} Described a segment: its features, and
 *   logarithms of its probabilities
 *
 * @typedef {{always: number, rise: number, touch: number}} Pair two adjacent segments: what they add to the score, what
 *   they add if both are digits, and how far their ink meets
 */

import { DIGITS, MARKS } from '../network/classes.js';
import { createFeatures } from './features.js';
import { textFeatures } from './oddities.js';

const LEAST = 1e-6; // probability that stands in for lower ones
const [RARE_FIRST, RARE_LAST] = ['/:)%=,', '/:($+=-']; // marks that rarely begin or end a number
const POINT_SIZE = 0.2; // of digits: the shape of smaller ink says little, and it may well be a point,
const POINT_LOG = Math.log(0.5); // with this probability at least
const UNLIKE = '%$+='; // marks that no digit is mistaken for; others depend on what is beside them
const DOT = -1.5; // logarithm of the size: marks that are usually smaller are dots
const FAR = 12; // most of the distance of a mark from its usual place
const MARK_LOG = -6; // logarithm of the probability of a mark: less probable ones are not considered
const MARKS_KEPT = 2; // of each segment, the best ones
const BOUND = 8; // of logarithms that are evidence
const NON_DIGIT = DIGITS.length; // index of its class; those of marks follow
const POINT = NON_DIGIT + 1 + MARKS.indexOf('.');
const GRAPHEMES = [...DIGITS, '', ...MARKS]; // of the classes
const IS_COMPARED = GRAPHEMES.map((grapheme, i) => i <= NON_DIGIT || UNLIKE.includes(grapheme)); // with digits
const MARK_BIASES = 8; // index of the first one in the row of marks
const COUNTS = {
  digit: 10,
  rest: 6,
  mark: MARK_BIASES + MARKS.length,
  pair: 6,
  text: 7,
  places: 4 * MARKS.length,
  number: 13,
  right: 13,
};

/**
 * Returns whether parameters of a bundle are those of this model, and not of an older or newer one.
 *
 * @param {Record<string, number | number[]> | undefined} parameters
 * @returns {parameters is Record<string, number[]> & Model}
 */
export const isModel = (parameters) =>
  Object.entries(COUNTS).every(([name, count]) => {
    const row = parameters?.[name];
    return Array.isArray(row) && row.length === count;
  });

/**
 * @param {Model} model
 * @param {import('../ink/drawing.js').Drawing} drawing
 * @param {import('./segments.js').Piece[]} pieces of one line
 * @param {number} height of its digits
 */
export function createLearnedScores(model, drawing, pieces, height) {
  const features = createFeatures(drawing, pieces, height);
  /** @type {Map<Segment, Described>} */
  const known = new Map();
  /** @type {Map<Segment, Map<Segment, Pair>>} */
  const pairs = new Map();

  /** @param {Segment} segment @param {Float32Array} probabilities @returns {Described} */
  function describe(segment, probabilities) {
    const described = { values: features.ofSegment(segment), logs: logsOf(segment, probabilities) };
    known.set(segment, described);
    return described;
  }

  /** @param {Segment} segment @param {Float32Array} probabilities */
  function logsOf(segment, probabilities) {
    const logs = conditionalLogs(probabilities);
    if (features.sizeOf(segment) >= POINT_SIZE || logs[POINT] >= POINT_LOG) return logs;
    return logs.map((log, i) => (i === POINT ? POINT_LOG : log));
  }

  /** @param {Segment} a @param {Segment} b @returns {Pair} */
  function pairOf(a, b) {
    const own = pairs.get(a) ?? new Map();
    pairs.set(a, own);
    let found = own.get(b);
    if (!found) {
      const { overlap, touch, back, rise } = features.ofPair(a, b);
      const [wOverlap, wTouch, wBack, wRise] = model.pair;
      found = { always: wOverlap * overlap + wTouch * touch + wBack * back, rise: wRise * rise, touch };
      own.set(b, found);
    }
    return found;
  }

  /**
   * The scores of marks that are probable enough.
   *
   * @param {Segment} segment
   * @param {import('./features.js').SegmentFeatures} values
   * @param {number[]} logs
   * @param {string[]} graphemes that are allowed
   * @returns {[number, number][]} index of the class, score
   */
  function markScores(segment, { gap, cuts, late }, logs, graphemes) {
    /** @type {[number, number][]} */
    const found = [];
    /** @type {ReturnType<typeof features.asMark> | undefined} */
    let stands;
    const [wLog, wGap, wCuts, wLate, wPlace, wAlone, wFirst, wLast] = model.mark;
    for (let i = 0; i < MARKS.length; i++) {
      const [log, mark] = [logs[NON_DIGIT + 1 + i], MARKS[i]];
      if (log < MARK_LOG || !graphemes.includes(mark)) continue;
      if (stands === undefined) stands = features.asMark(segment);
      let score = wLog * log + wGap * gap + wCuts * cuts + wLate * late + model.mark[MARK_BIASES + i];
      score += stands ? wPlace * offPlace(stands, model.places.slice(4 * i, 4 * i + 4)) : wAlone;
      if (segment.first === 0 && RARE_FIRST.includes(mark)) score += wFirst;
      if (segment.last === pieces.length - 1 && RARE_LAST.includes(mark)) score += wLast;
      found.push([NON_DIGIT + 1 + i, score]);
    }
    return found;
  }

  return {
    /**
     * Returns the candidates of a segment: digits first, best first.
     *
     * @param {Segment} segment
     * @param {Float32Array} probabilities of each class
     * @param {{graphemes: string[], digitsPerSegment: number}} constraints
     * @returns {Candidate[]}
     */
    candidatesOf(segment, probabilities, { graphemes, digitsPerSegment }) {
      const { values, logs } = describe(segment, probabilities);
      const { gap, cuts, wide, small, late, height: off, base, dots } = values;
      const place = dot(model.digit, [0, 1, gap, cuts, wide, small, late, off, base, dots]);
      /** @type {[number, number][]} */
      const digits = [];
      for (let i = 0; i < DIGITS.length; i++) {
        if (graphemes.includes(DIGITS[i])) digits.push([i, place + model.digit[0] * logs[i]]);
      }
      const rest = dot(model.rest, [logs[NON_DIGIT], 1, gap, cuts, late, small]);
      const kept = [
        ...best(digits, digitsPerSegment),
        ...best(markScores(segment, values, logs, graphemes), MARKS_KEPT),
        /** @type {[number, number]} */ ([NON_DIGIT, rest]),
      ];
      return kept.map(([index, score]) => {
        return { segment, grapheme: GRAPHEMES[index], probability: Math.exp(logs[index]), score, probabilities };
      });
    },

    /** @param {Candidate} a @param {Candidate} b the next one @returns {number} at most 0 */
    between(a, b) {
      const { always, rise } = pairOf(a.segment, b.segment);
      const [, , , , marks, mixed] = model.pair;
      if (!a.grapheme !== !b.grapheme) return always + mixed;
      if (!a.grapheme) return always;
      const [isDigitA, isDigitB] = [isDigit(a), isDigit(b)];
      return always + (isDigitA && isDigitB ? rise : !isDigitA && !isDigitB ? marks : 0);
    },

    /**
     * Adds what the texts say to the scores, and confidences.
     *
     * @param {Hypothesis[]} hypotheses of the whole line
     * @returns {(Hypothesis & {confidence: number})[]} best first: by confidence
     */
    withConfidences(hypotheses) {
      const scored = hypotheses.map((hypothesis) => {
        const { text, score } = hypothesis;
        return { ...hypothesis, score: score + dot(model.text, textFeatures(text)) };
      });
      scored.sort((a, b) => b.score - a.score);
      /** @type {Map<string, number>} weight of all hypotheses with a text, by the text */
      const weights = new Map();
      let total = 0;
      const distinct = scored.filter(({ text, score }) => {
        const weight = Math.exp(score - scored[0].score);
        const before = weights.get(text);
        weights.set(text, (before ?? 0) + weight);
        total += weight;
        return before === undefined;
      });
      const without = distinct.find(({ text }) => !text);
      const whole = oddsOfNonDigit();
      let isNumber = 0;
      const numbers = distinct
        .filter(({ text }) => text)
        .map((hypothesis, i) => {
          const share = /** @type {number} */ (weights.get(hypothesis.text)) / total;
          const margin = without ? hypothesis.score - without.score : BOUND;
          const row = [1, ...evidence(hypothesis, share, margin, whole)];
          if (i === 0) isNumber = sigmoid(dot(model.number, row));
          return { hypothesis, confidence: isNumber * sigmoid(dot(model.right, row)) };
        })
        .sort((a, b) => b.confidence - a.confidence);
      let left = isNumber; // at most one is right
      const bounded = numbers.map(({ hypothesis, confidence }) => {
        const most = Math.min(confidence, left);
        left -= most;
        return withConfidence(hypothesis, most);
      });
      if (!without) return bounded;
      const rest = withConfidence(without, 1 - isNumber);
      const at = bounded.findIndex(({ confidence }) => confidence < rest.confidence);
      bounded.splice(at < 0 ? bounded.length : at, 0, rest);
      return bounded;
    },
  };

  /** Returns by how much more probable a non-digit than a digit all pieces together are; 0 where they are too many. */
  function oddsOfNonDigit() {
    for (const [{ first, last }, { logs }] of known) {
      if (first > 0 || last < pieces.length - 1) continue;
      return Math.min(Math.max(logs[NON_DIGIT] - Math.max(...logs.slice(0, NON_DIGIT)), -BOUND), BOUND);
    }
    return 0;
  }

  /**
   * What is known of a reading: its share among all, its margin to the best one without digits, and the rest as
   * train/segmentation/confidence.py explains.
   *
   * @param {Hypothesis} hypothesis
   * @param {number} share
   * @param {number} margin
   * @param {number} whole
   */
  function evidence({ candidates }, share, margin, whole) {
    const read = candidates.filter(({ grapheme }) => grapheme);
    const logs = read.map(({ probability }) => Math.log(Math.max(probability, LEAST)));
    let [place, cut, touch] = [0, 0, 0];
    candidates.forEach((candidate, i) => {
      const { values } = /** @type {Described} */ (known.get(candidate.segment));
      const { gap, cuts, wide, small, late, height: off, base, dots } = values;
      if (isDigit(candidate)) {
        place += dot(model.digit, [0, 0, gap, 0, wide, small, late, off, base, dots]);
        cut += cuts;
      }
      if (i > 0) touch += pairOf(candidates[i - 1].segment, candidate.segment).touch;
    });
    return [
      Math.min(Math.max(oddsOf(Math.min(Math.log(share), 0)), -BOUND), BOUND),
      Math.min(Math.max(margin, -BOUND), BOUND),
      Math.min(Math.max(oddsOf(Math.min(0, ...logs)), -BOUND), BOUND),
      Math.max(
        logs.reduce((sum, log) => sum + log, 0),
        -2 * BOUND,
      ),
      candidates.length > 1 ? whole : 0,
      Math.max(place, -BOUND),
      Math.min(touch, 4),
      Math.min(cut, 4),
      candidates.length - read.length,
      read.filter(isMark).length,
      Number(read.length === 1),
      Math.log(Math.max(read.length, 1)),
    ];
  }
}

/**
 * The score becomes the logarithm of the confidence, which several lines add up.
 *
 * @param {Hypothesis} hypothesis
 * @param {number} confidence
 */
const withConfidence = (hypothesis, confidence) => {
  return { ...hypothesis, confidence, score: Math.log(Math.max(confidence, LEAST)) };
};

/** @param {Candidate} candidate */
const isDigit = ({ grapheme }) => DIGITS.includes(grapheme);
/** @param {Candidate} candidate */
const isMark = ({ grapheme }) => MARKS.includes(grapheme);

/** @param {number[]} weights @param {number[]} values of which there may be fewer */
const dot = (weights, values) => values.reduce((sum, value, i) => sum + weights[i] * value, 0);

const sigmoid = (/** @type {number} */ value) => 1 / (1 + Math.exp(-value));

/** @param {number} log of a probability @returns {number} logarithm of its odds */
const oddsOf = (log) => log - Math.log(Math.max(-Math.expm1(log), 1e-6));

/** @param {[number, number][]} scored index, score @param {number} count @returns {[number, number][]} the best, best first */
const best = (scored, count) => scored.sort(([, a], [, b]) => b - a).slice(0, count);

/** @type {WeakMap<Float32Array, number[]>} readings share the probabilities of segments that stay the same */
const knownLogs = new WeakMap();

/**
 * Returns logarithms of probabilities: those of digits and of the non-digit are given that it is no mark but one of UNLIKE.
 *
 * @param {Float32Array} probabilities
 */
function conditionalLogs(probabilities) {
  const found = knownLogs.get(probabilities) ?? toConditionalLogs(probabilities);
  knownLogs.set(probabilities, found);
  return found;
}

/** @param {Float32Array} probabilities */
function toConditionalLogs(probabilities) {
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) if (IS_COMPARED[i]) sum += probabilities[i];
  return Array.from(probabilities, (value, i) =>
    Math.log(Math.max(i <= NON_DIGIT ? value / Math.max(sum, 1e-30) : value, LEAST)),
  );
}

/**
 * @param {[number, number]} stands logarithm of the size, and the middle
 * @param {number[]} usual
 */
function offPlace([size, middle], [mean, deviation, height, spread]) {
  const large = mean < DOT ? Math.max(size, mean) : size; // a dot may be as small as one likes
  const off = ((large - mean) / deviation) ** 2 / 2 + ((middle - height) / spread) ** 2 / 2;
  return Math.min(off + Math.log(deviation) + Math.log(spread), FAR);
}
