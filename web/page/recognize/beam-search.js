/** Groups with their choices -> the best ways to read a whole line. Pure. */

/**
 * @typedef {object} Choice one way to take a group
 * @property {string} grapheme a digit or a mark; '' for what is none
 * @property {number} p how likely it is, 0..1
 * @property {number} score logarithm of that, less what speaks against the group
 *
 * @typedef {object} Candidate
 * @property {import('./segments.js').Group} group
 * @property {Choice[]} choices
 * @property {Float32Array} all the probability of each class of the network
 *
 * @typedef {object} Path candidates from left to right, with a choice for each
 * @property {string} text
 * @property {number} score
 * @property {{candidate: Candidate, choice: Choice}[]} steps
 */

/**
 * Dynamic programming over the atoms, from left to right.
 *
 * @param {number} count of atoms
 * @param {Candidate[]} candidates by their first atom
 * @param {{keep: number, between: (a: Group, b: Group) => number, allows: (text: string, rest: number) => boolean}} rules
 *   keep: paths of each length at every atom; between: what two groups side by side add to the score;
 *   allows: whether a text may begin an answer of which so many atoms are still to come
 * @returns {Path[]} best first
 */
export function bestPaths(count, candidates, { keep, between, allows }) {
  const ends = Array.from({ length: count + 1 }, () => []); // paths that end before an atom
  ends[0].push({ text: '', score: 0, before: null });
  for (const candidate of candidates) {
    const { first, last } = candidate.group;
    for (const before of ends[first]) {
      const beside = before.candidate ? between(before.candidate.group, candidate.group) : 0;
      for (const choice of candidate.choices) {
        const text = before.text + choice.grapheme;
        const score = before.score + beside + choice.score;
        if (allows(text, count - 1 - last)) insert(ends[last + 1], keep, { text, score, before, candidate, choice });
      }
    }
  }
  return ends[count].map(unrolled);
}

/** Puts a path among the best, which stay sorted. */
function insert(paths, keep, path) {
  if (paths.length === keep && paths[keep - 1].score >= path.score) return;
  let place = paths.length;
  while (place > 0 && paths[place - 1].score < path.score) place--;
  paths.splice(place, 0, path);
  if (paths.length > keep) paths.pop();
}

function unrolled({ text, score, ...end }) {
  const steps = [];
  for (let path = end; path.before; path = path.before) steps.push({ candidate: path.candidate, choice: path.choice });
  return { text, score, steps: steps.reverse() };
}
