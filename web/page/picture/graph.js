/**
 * Centre lines -> a graph: junctions and ends, and the paths between them, without the spurs that thinning leaves. Pure.
 *
 * @typedef {{x: number, y: number}} Point in pixels
 *
 * @typedef {object} Path
 * @property {number} from a node
 * @property {number} to a node, perhaps the same
 * @property {Point[]} points from the middle of one node to that of the other
 *
 * @typedef {object} Node an end, a junction, or any point of a closed line
 * @property {number} x
 * @property {number} y
 * @property {number} depth half the width of the ink there, in pixels
 *
 * @typedef {{nodes: Node[], paths: Path[]}} Graph
 */

const SPUR = 1.3; // of the depth at a junction: shorter ends come from the edge of the ink
const CROSSING = 2.2; // of the depth: junctions that are nearer are one, where two lines cross at an angle

/**
 * @param {Uint8Array} lines 1 on the centre lines
 * @param {number} width of the picture
 * @param {Uint16Array} depths thirds of a pixel, see components.js
 * @returns {Graph}
 */
export function toGraph(lines, width, depths) {
  /** @type {number[]} */
  const pixels = [];
  lines.forEach((value, i) => {
    if (value) pixels.push(i);
  });
  const neighbours = (/** @type {number} */ i) => neighboursOf(lines, width, i);
  const depthAt = (/** @type {number} */ i) => depths[i] / 3;
  const pointOf = (/** @type {number} */ i) => ({ x: (i % width) + 0.5, y: Math.floor(i / width) + 0.5 });
  /** @type {Map<number, number>} pixel -> its node */
  const nodeOf = new Map();
  /** @type {Node[]} */
  const nodes = [];
  for (const i of pixels) {
    if (nodeOf.has(i) || neighbours(i).length === 2) continue;
    const cluster = [i];
    nodeOf.set(i, nodes.length);
    for (const at of cluster) {
      for (const next of neighbours(at)) {
        if (nodeOf.has(next) || neighbours(next).length < 3 || neighbours(i).length < 3) continue;
        nodeOf.set(next, nodes.length);
        cluster.push(next);
      }
    }
    nodes.push(middle(cluster.map(pointOf), Math.max(...cluster.map(depthAt))));
  }
  /** @type {Path[]} */
  const paths = [];
  const used = new Uint8Array(lines.length); // pixels of paths between nodes
  /** @param {number} node @param {number} from @param {number} start */
  const follow = (node, from, start) => {
    const points = [{ ...nodes[node] }, pointOf(start)];
    let [before, at] = [from, start];
    for (;;) {
      used[at] = 1;
      const next = /** @type {number} */ (neighbours(at).find((i) => i !== before)); // it has two
      const end = nodeOf.get(next);
      if (end !== undefined) return void paths.push(pathOf(points, node, end));
      points.push(pointOf(next));
      [before, at] = [at, next];
    }
  };
  /** @param {Point[]} points @param {number} from @param {number} to @returns {Path} */
  const pathOf = (points, from, to) => ({ from, to, points: [...points, nodes[to]].map(({ x, y }) => ({ x, y })) });
  const joined = new Set();
  for (const [i, node] of nodeOf) {
    for (const next of neighbours(i)) {
      const other = nodeOf.get(next);
      if (other === undefined) {
        if (!used[next]) follow(node, i, next);
      } else if (other !== node && !joined.has(`${Math.min(node, other)} ${Math.max(node, other)}`)) {
        joined.add(`${Math.min(node, other)} ${Math.max(node, other)}`);
        paths.push(pathOf([nodes[node]], node, other));
      }
    }
  }
  for (const i of pixels) {
    if (used[i] || nodeOf.has(i)) continue; // a closed line
    nodes.push({ ...pointOf(i), depth: depthAt(i) });
    nodeOf.set(i, nodes.length - 1);
    const [start] = neighbours(i);
    if (start !== undefined) follow(nodes.length - 1, i, start);
  }
  return { nodes, paths };
}

/**
 * Neighbours along the line: those across a corner only where no pixel beside both joins them.
 *
 * @param {Uint8Array} lines
 * @param {number} width
 * @param {number} i
 */
function neighboursOf(lines, width, i) {
  const x = i % width;
  const [hasLeft, hasRight] = [x > 0, x < width - 1];
  const on = (/** @type {number} */ k) => lines[k] === 1; // above and below the picture there is nothing
  const left = hasLeft && on(i - 1);
  const right = hasRight && on(i + 1);
  const up = on(i - width);
  const down = on(i + width);
  const found = [];
  if (up) found.push(i - width);
  if (right) found.push(i + 1);
  if (down) found.push(i + width);
  if (left) found.push(i - 1);
  if (hasRight && !up && !right && on(i - width + 1)) found.push(i - width + 1);
  if (hasRight && !down && !right && on(i + width + 1)) found.push(i + width + 1);
  if (hasLeft && !down && !left && on(i + width - 1)) found.push(i + width - 1);
  if (hasLeft && !up && !left && on(i - width - 1)) found.push(i - width - 1);
  return found;
}

/** @param {Point[]} points @param {number} depth @returns {Node} */
const middle = (points, depth) => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  depth,
});

/** @param {Point[]} points @returns {number} in pixels */
export const lengthOf = (points) =>
  points.reduce((sum, { x, y }, i) => (i ? sum + Math.hypot(x - points[i - 1].x, y - points[i - 1].y) : 0), 0);

/**
 * Leaves out spurs, joins what they had divided, and makes one junction of two that are close together.
 *
 * @param {Graph} graph
 * @returns {Graph}
 */
export function pruned({ nodes, paths }) {
  let kept = paths.map((path) => ({ ...path, length: lengthOf(path.points) }));
  /** @returns {Map<number, (Path & {length: number})[]>} paths at each node; one that returns to it twice */
  const byNode = () => {
    /** @type {Map<number, (Path & {length: number})[]>} */
    const found = new Map();
    for (const path of kept) {
      for (const end of [path.from, path.to]) found.set(end, [...(found.get(end) ?? []), path]);
    }
    return found;
  };
  const degree = (/** @type {ReturnType<typeof byNode>} */ at, /** @type {number} */ node) => at.get(node)?.length ?? 0;
  for (;;) {
    const at = byNode();
    const spurs = kept
      .filter(({ from, to, length }) => {
        const ends = [from, to].filter((node) => degree(at, node) === 1);
        if (ends.length !== 1) return false;
        return length < SPUR * nodes[ends[0] === from ? to : from].depth + 1;
      })
      .sort((a, b) => a.length - b.length);
    if (!spurs.length) break;
    const touched = new Set();
    const gone = new Set();
    for (const spur of spurs) {
      if (touched.has(spur.from) || touched.has(spur.to)) continue; // the others may no longer be spurs
      touched.add(spur.from).add(spur.to);
      gone.add(spur);
    }
    kept = unite(kept.filter((path) => !gone.has(path)));
  }
  // two junctions for one crossing
  for (;;) {
    const at = byNode();
    const short = kept.find(
      ({ from, to, length }) =>
        from !== to &&
        degree(at, from) >= 3 &&
        degree(at, to) >= 3 &&
        length < CROSSING * Math.max(nodes[from].depth, nodes[to].depth),
    );
    if (!short) break;
    const { from, to } = short;
    const place = middle([nodes[from], nodes[to]], Math.max(nodes[from].depth, nodes[to].depth));
    nodes[from] = place;
    kept = kept
      .filter((path) => path !== short)
      .map((path) => {
        const points = [...path.points];
        if (path.from === from || path.from === to) points[0] = { x: place.x, y: place.y };
        if (path.to === from || path.to === to) points[points.length - 1] = { x: place.x, y: place.y };
        const named = (/** @type {number} */ node) => (node === to ? from : node);
        return { from: named(path.from), to: named(path.to), points, length: lengthOf(points) };
      })
      .filter(({ from: a, to: b, length }) => a !== b || length > 4 * place.depth); // no loops inside the ink
  }
  return { nodes, paths: unite(kept) };
}

/**
 * Joins paths that meet where no other does.
 *
 * @param {(Path & {length: number})[]} paths
 */
function unite(paths) {
  const kept = new Set(paths);
  /** @type {Map<number, Set<Path & {length: number}>>} */
  const at = new Map();
  const add = (/** @type {Path & {length: number}} */ path) => {
    for (const end of [path.from, path.to]) at.set(end, (at.get(end) ?? new Set()).add(path));
  };
  for (const path of paths) add(path);
  for (const [node, own] of at) {
    if (own.size !== 2) continue;
    const [a, b] = own;
    if (a.from === a.to || b.from === b.to) continue;
    const first = a.to === node ? a.points : [...a.points].reverse();
    const second = b.from === node ? b.points : [...b.points].reverse();
    const joined = {
      from: a.to === node ? a.from : a.to,
      to: b.from === node ? b.to : b.from,
      points: [...first, ...second.slice(1)],
      length: a.length + b.length,
    };
    for (const path of [a, b]) {
      kept.delete(path);
      at.get(path.from)?.delete(path);
      at.get(path.to)?.delete(path);
    }
    kept.add(joined);
    add(joined);
  }
  return [...kept];
}
