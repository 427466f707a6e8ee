/** Segments with their candidates -> the best readings of a whole line. Pure. */

/**
 * @typedef {object} Candidate a segment read as a grapheme
 * @property {import('./segments.js').Segment} segment
 * @property {string} grapheme a digit or a mark; '' for a non-digit
 * @property {number} probability 0..1
 * @property {number} score logarithm of the probability, less the costs of the segment
 * @property {Float32Array} probabilities of the segment, for each class of the network
 *
 * @typedef {object} Hypothesis a reading of a line
 * @property {string} text
 * @property {number} score
 * @property {Candidate[]} candidates from left to right
 *
 * @typedef {object} Step a hypothesis in a beam
 * @property {string} text
 * @property {number} score
 * @property {Step} [previous] the hypothesis that it continues, by one more candidate
 * @property {Candidate} [candidate]
 */

/**
 * Beam search over the pieces of a line, from left to right.
 *
 * @param {number} count of pieces
 * @param {{segment: import('./segments.js').Segment, candidates: Candidate[]}[]} segments by their first piece
 * @param {object} rules
 * @param {number} rules.beamWidth hypotheses to keep of each length, at every piece
 * @param {(a: Candidate, b: Candidate) => number} rules.between what two adjacent segments add to the score, at most 0
 * @param {(text: string, rest: number) => boolean} rules.allows whether a text may begin an answer with `rest` more
 *   pieces
 * @returns {Hypothesis[]} best first
 */
export function bestHypotheses(count, segments, { beamWidth, between, allows }) {
  const ends = Array.from({ length: count + 1 }, () => /** @type {Step[]} */ ([])); // they end before a piece
  ends[0].push({ text: '', score: 0 });
  for (const { segment, candidates } of segments) {
    const beam = ends[segment.last + 1];
    const isTooLow = (/** @type {number} */ score) => beam.length === beamWidth && beam[beamWidth - 1].score >= score;
    const most = Math.max(...candidates.map(({ score }) => score));
    for (const previous of ends[segment.first]) {
      if (isTooLow(previous.score + most)) break; // so are all after it
      for (const candidate of candidates) {
        if (isTooLow(previous.score + candidate.score)) continue;
        const adjacent = previous.candidate ? between(previous.candidate, candidate) : 0;
        const score = previous.score + adjacent + candidate.score;
        if (isTooLow(score)) continue;
        const text = previous.text + candidate.grapheme;
        if (allows(text, count - 1 - segment.last)) {
          insert(beam, beamWidth, { text, score, previous, candidate });
        }
      }
    }
  }
  return ends[count].map(withCandidates);
}

/**
 * Inserts a hypothesis into a beam, which stays sorted, best first, and drops the last one if it grows too wide.
 *
 * @param {Step[]} beam
 * @param {number} width
 * @param {Step} hypothesis
 */
function insert(beam, width, hypothesis) {
  let place = beam.length;
  while (place > 0 && beam[place - 1].score < hypothesis.score) place--;
  beam.splice(place, 0, hypothesis);
  if (beam.length > width) beam.pop();
}

/** @param {Step} end @returns {Hypothesis} */
function withCandidates({ text, score, candidate, previous }) {
  const candidates = [];
  for (; candidate && previous; { candidate, previous } = previous) candidates.push(candidate);
  return { text, score, candidates: candidates.reverse() };
}
