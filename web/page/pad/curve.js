/**
 * The shape of ink on screen: smooth curves through the points of a stroke, wider where the pen was slow. A stroke is
 * made of stretches, each of one width, that no later point changes: painted one by one as it grows, it looks the same
 * as painted at once. Pure.
 *
 * The curves are centripetal Catmull-Rom splines (Yuksel et al., 2011): they pass through the points without
 * loops of their own. At a sharp corner the curve stops and starts anew.
 *
 * @typedef {{x: number, y: number, t?: number}} Point px of the drawing, ms
 *
 * @callback PaintStretch
 * @param {number[]} path x, y of its beginning; then for each cubic Bézier curve x, y of two control points and its end.
 *   Only the beginning for a dot
 * @param {number} width by that of the pen, 0.8 to 1.2
 */

const STEP = 2; // px between points: nearer ones show the grid of the mouse's whole pixels, not the hand
const STRETCH = 24; // px, at least: every joint is painted twice, which is seen if there are many
const CORNER = 0.2; // cosine of the turn, about 78 degrees

const WIDEST = 1.2; // where the pen rests,
const NARROWEST = 0.8; // and where it flies
const MEDIUM_SPEED = 0.8; // px/ms at which it is halfway
const MAX_SPEED = 20; // px/ms: faster than hands, so these are no times
const MAX_CHANGE = 0.06; // from one stretch to the next

/**
 * @param {PaintStretch} paint called for each stretch as soon as it is complete
 */
export function createCurve(paint) {
  /** @type {Point | null} the point before `knot` */
  let previous = null;
  /** @type {Point | null} the last point that the curve passes through */
  let knot = null;
  /** @type {Point | null} the last point of all */
  let last = null;
  /** @type {Point | null} direction of the curve at `previous`, by the square root of px; null where it begins anew */
  let tangent = null;
  /** @type {number[]} of the stretch in progress */
  let path = [];
  let length = 0; // of the stretch in progress
  /** @type {number | undefined} */
  let since; // its time
  let width = 1;

  return {
    /** Adds a point. @param {Point} point */
    add(point) {
      last = point;
      if (!knot) {
        path = [point.x, point.y];
        since = point.t;
      } else {
        if (distance(knot, point) < STEP) return;
        if (previous) {
          const next = tangentAt(previous, knot, point);
          addPiece(path, previous, knot, tangent, next);
          tangent = next;
          length += distance(previous, knot);
          if (length >= STRETCH) {
            width = nextWidth(width, length / (Number(knot.t) - Number(since)));
            paint(path, width);
            path = [knot.x, knot.y];
            since = knot.t;
            length = 0;
          }
        }
        previous = knot;
      }
      knot = point;
    },
    /**
     * Returns the stretch in progress as if the stroke ended after some more points, and its width; [] before the first.
     *
     * @param {Point[]} [more]
     * @returns {[path: number[], width: number]}
     */
    rest(more = []) {
      const whole = [...path];
      let [from, to, direction] = [previous, knot, tangent];
      for (const point of last ? [last, ...more] : []) {
        if (!to || distance(to, point) === 0) continue;
        if (from) {
          const next = tangentAt(from, to, point);
          addPiece(whole, from, to, direction, next);
          direction = next;
        }
        [from, to] = [to, point];
      }
      if (from && to) addPiece(whole, from, to, direction, null);
      return [whole, width];
    },
  };
}

/** @param {Point} a @param {Point} b */
const distance = (a, b) => Math.hypot(b.x - a.x, b.y - a.y);

/**
 * @param {Point} a
 * @param {Point} b
 * @param {Point} c
 * @returns {Point | null} direction in which the curve passes through b; null at a corner
 */
function tangentAt(a, b, c) {
  const [before, after] = [distance(a, b), distance(b, c)];
  const turn = ((b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y)) / (before * after);
  if (!(turn > CORNER)) return null;
  const [s, t] = [Math.sqrt(before), Math.sqrt(after)];
  /** @param {'x' | 'y'} axis */
  const along = (axis) => (b[axis] - a[axis]) / s - (c[axis] - a[axis]) / (s + t) + (c[axis] - b[axis]) / t;
  return { x: along('x'), y: along('y') };
}

/**
 * Adds the curve from a to b to a path, straight towards the other point where it has no tangent.
 *
 * @param {number[]} path
 * @param {Point} a
 * @param {Point} b
 * @param {Point | null} atA
 * @param {Point | null} atB
 */
function addPiece(path, a, b, atA, atB) {
  const t = Math.sqrt(distance(a, b));
  const chord = { x: (b.x - a.x) / t, y: (b.y - a.y) / t };
  const [begin, end] = [atA ?? chord, atB ?? chord];
  path.push(a.x + (begin.x * t) / 3, a.y + (begin.y * t) / 3, b.x - (end.x * t) / 3, b.y - (end.y * t) / 3, b.x, b.y);
}

/**
 * @param {number} width of the stretch before
 * @param {number} speed px/ms; no finite positive number where there are no times
 */
function nextWidth(width, speed) {
  const isKnown = speed > 0 && speed < MAX_SPEED;
  const wanted = isKnown ? NARROWEST + (WIDEST - NARROWEST) / (1 + speed / MEDIUM_SPEED) : 1;
  return width + Math.max(-MAX_CHANGE, Math.min(MAX_CHANGE, wanted - width));
}
