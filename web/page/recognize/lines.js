/** Strokes -> lines of writing, each with its height. Pure. */

import { heightOf, median, middleY, union, widthOf } from '../ink/boxes.js';

const TALL = 0.45; // of the tallest stroke: what is lower may be a bar, a dot or a hat, and begins no line
const GAP = 0.12; // of the digits' height: as much paper between two strokes as there is between lines
const HALVES = 0.25; // of the digits' height: as much paper between two strokes that are all there is
const APART = 0.75; // of the digits' height: middles of lines that reach into each other are as far apart

/**
 * @param {import('../ink/boxes.js').Box[]} boxes of strokes
 * @returns {{members: number[], height: number}[]} lines from top to bottom: the indices of their
 *   strokes, and how high their digits are
 */
export function toLines(boxes) {
  const tallest = boxes.reduce((most, box) => Math.max(most, heightOf(box), widthOf(box) / 4), 0);
  const isTall = boxes.map((box) => heightOf(box) >= TALL * tallest);
  const tall = [...boxes.keys()].filter((i) => isTall[i]);
  tall.sort((a, b) => middleY(boxes[a]) - middleY(boxes[b]) || boxes[a].left - boxes[b].left);
  const height = median(tall.map((i) => heightOf(boxes[i])));
  const lines = withCompany(rows(tall, boxes, height), height);
  attach(lines, boxes, isTall);
  return lines.map(({ members }) => {
    const own = median(members.filter((i) => isTall[i]).map((i) => heightOf(boxes[i])));
    return { members, height: own || tallest || 1 };
  });
}

/** Strokes from top to bottom -> lines {members, box}: a stroke far below all before it begins another. */
function rows(tall, boxes, height) {
  const lines = [];
  let last = null;
  for (const i of tall) {
    const box = boxes[i];
    const line = lines.at(-1);
    if (!line || box.top - line.box.bottom > GAP * height || middleY(box) - middleY(last) > APART * height) {
      lines.push({ members: [i], box });
    } else {
      line.members.push(i);
      line.box = union([line.box, box]);
    }
    last = box;
  }
  return lines.length ? lines : [{ members: [], box: union(boxes) }];
}

/** Two strokes above each other are rather the halves of an 8 than two lines, unless there is paper between. */
function withCompany(lines, height) {
  const kept = [];
  for (const line of lines) {
    const above = kept.at(-1);
    const paper = above ? (line.box.top - above.box.bottom) / height : Infinity;
    const alone = [above, line].filter((one) => one?.members.length === 1).length;
    if (paper <= [-Infinity, GAP, HALVES][alone]) {
      above.members.push(...line.members);
      above.box = union([above.box, line.box]);
    } else kept.push(line);
  }
  return kept;
}

/** Adds each low stroke to the line that it is nearest to. */
function attach(lines, boxes, isTall) {
  boxes.forEach((box, i) => {
    if (isTall[i]) return;
    const y = middleY(box);
    let [nearest, least] = [lines[0], Infinity];
    for (const line of lines) {
      const away = Math.max(line.box.top - y, y - line.box.bottom, 0);
      if (away < least) [nearest, least] = [line, away];
    }
    nearest.members.push(i);
  });
}
