/** The best hypotheses for every line -> predictions. Pure. */

// Tuned on numbers that people wrote, and on letters: with these, readings of 90% confidence are right as often.
const SHARPNESS = 2; // scores differ more than they show: evidence for one segmentation is evidence against others
const UNCUT = 0.93; // for each end that is a cut: a joined pair of ones and a U look the same

/**
 * @typedef {object} Prediction
 * @property {string} text numbers, a line each; '' for non-digits
 * @property {number} confidence 0..1, that the text is right
 * @property {Grapheme[]} graphemes of every segment, in reading order
 *
 * @typedef {object} Grapheme
 * @property {string} grapheme a digit or a mark; '' for a non-digit
 * @property {number} line of writing, from 0: one of non-digits only has no line in the text
 * @property {import('../ink/identity.js').Part[]} parts its ink
 * @property {number} confidence 0..1
 * @property {Float32Array} probabilities of each class of the network
 *
 * @typedef {import('./beam-search.js').Hypothesis} Hypothesis
 * @typedef {Hypothesis & {confidence: number}} Line a hypothesis with its confidence
 */

/**
 * @param {Line[][]} lines the best hypotheses for each line, best first
 * @param {number} count the most predictions to return
 * @returns {Prediction[]} best first; one without a digit only if it is the best
 */
export function toPredictions(lines, count) {
  /** @type {Set<string>} */
  const seen = new Set();
  const ranked = combinations(lines, count * 2).map(predictionOf);
  // hand-set costs may rank a reading behind one of less confidence: it is no surer than that
  ranked.forEach((one, i) => {
    one.confidence = Math.min(one.confidence, ranked[i - 1]?.confidence ?? 1);
  });
  return ranked.filter(({ text }, i) => !seen.has(text) && seen.add(text) && (text || i === 0)).slice(0, count);
}

/**
 * Combines one hypothesis for each line, in all ways; returns the best ones, best first.
 *
 * @param {Line[][]} lines best first
 * @param {number} count
 * @returns {Line[][]}
 */
function combinations(lines, count) {
  /** @typedef {{score: number, chosen: Line[]}} Combination */
  /** @type {Combination[]} */
  let best = [{ score: 0, chosen: [] }];
  for (const line of lines) {
    // at least (i + 1)(j + 1) - 1 pairs are no worse than the ith combination with the jth hypothesis
    const pairs = best.flatMap((one, i) =>
      line.slice(0, count / (i + 1)).map((hypothesis) => ({ one, hypothesis, score: one.score + hypothesis.score })),
    );
    pairs.sort((a, b) => b.score - a.score);
    best = pairs.slice(0, count).map(({ one, hypothesis, score }) => ({ score, chosen: [...one.chosen, hypothesis] }));
  }
  return best.map(({ chosen }) => chosen);
}

/**
 * The confidence of a hypothesis is the probability of its graphemes times the share of its segmentation among
 * all segmentations. A hypothesis of digits competes with those of digits only: two digits taken together are a
 * non-digit, which is no evidence against the two.
 *
 * @param {Hypothesis[]} hypotheses for one line
 * @returns {Line[]}
 */
export function withConfidence(hypotheses) {
  /** @param {Hypothesis} hypothesis */
  const isOfDigits = ({ candidates }) => candidates.every(({ grapheme }) => grapheme);
  const sharesOfDigits = segmentationShares(hypotheses.filter(isOfDigits));
  const shares = segmentationShares(hypotheses);
  return hypotheses.map((hypothesis) => {
    const among = isOfDigits(hypothesis) ? sharesOfDigits : shares;
    const share = /** @type {number} */ (among.get(segmentationOf(hypothesis)));
    /** @param {import('./beam-search.js').Candidate} candidate */
    const factor = ({ probability, segment }) => probability * UNCUT ** segment.cuts;
    return {
      ...hypothesis,
      confidence: hypothesis.candidates.reduce((product, candidate) => product * factor(candidate), share),
    };
  });
}

/**
 * @param {Hypothesis[]} hypotheses
 * @returns {Map<string, number>} the probability of each segmentation among theirs
 */
function segmentationShares(hypotheses) {
  /** @type {Map<string, number>} */
  const weights = new Map();
  let total = 0;
  for (const hypothesis of hypotheses) {
    const weight = Math.exp(SHARPNESS * (hypothesis.score - hypotheses[0].score));
    const key = segmentationOf(hypothesis);
    weights.set(key, (weights.get(key) ?? 0) + weight);
    total += weight;
  }
  for (const [key, weight] of weights) weights.set(key, weight / total);
  return weights;
}

/** @param {Hypothesis} hypothesis */
const segmentationOf = ({ candidates }) => candidates.map(({ segment }) => segment.last).join();

/** @param {Line[]} lines @returns {Prediction} */
function predictionOf(lines) {
  return {
    text: lines
      .map(({ text }) => text)
      .filter(Boolean)
      .join('\n'),
    confidence: lines.reduce((product, line) => product * line.confidence, 1),
    graphemes: lines.flatMap(({ candidates }, line) =>
      candidates.map(({ segment, grapheme, probability, probabilities }) => {
        return { grapheme, line, parts: segment.parts, confidence: probability, probabilities };
      }),
    ),
  };
}
