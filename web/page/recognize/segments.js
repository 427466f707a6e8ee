/** A line's strokes -> atoms in reading order -> groups of atoms that may be one digit. Pure. */

import { boxOf, middleX, union, widthOf } from '../ink/boxes.js';
import { cutsOf } from './cuts.js';

const FAR = 0.4; // of the digits' height: strokes with more paper between them are never one digit
const BROAD = 2; // of the digits' height: several strokes that are broader together are never one digit
const STROKES = 4; // of one digit, at most
const ATOMS = 7; // of one digit, at most: a stroke may be cut into that many pieces

/**
 * @typedef {{stroke: number, begin: number, end: number}} Part of a stroke: its points begin to end
 *
 * @typedef {Part & {isWhole: boolean, box: import('../ink/boxes.js').Box}} Atom a stroke, or a piece of one
 *
 * @typedef {object} Group the atoms first to last, in reading order
 * @property {number} first
 * @property {number} last
 * @property {Part[]} parts its ink, in order of time; pieces that touch are one part
 * @property {import('../ink/boxes.js').Box} box
 * @property {number} gap the widest paper between its atoms from left to right, of the digits' height
 * @property {number} cuts how many ends of its parts are cuts
 */

/**
 * @param {{x: number, y: number}[][]} drawing
 * @param {number[]} members indices of the line's strokes
 * @param {number} height of the line's digits
 * @param {Set<number>} several those that may hold several digits
 * @returns {Atom[]} from left to right
 */
export function toAtoms(drawing, members, height, several) {
  const atoms = members.flatMap((stroke) => {
    const points = drawing[stroke];
    const cuts = several.has(stroke) ? cutsOf(points, height) : [];
    const begins = [0, ...cuts];
    return begins.map((begin, i) => {
      const end = i < cuts.length ? cuts[i] + 1 : points.length;
      return { stroke, begin, end, isWhole: !cuts.length, box: boxOf(points, begin, end) };
    });
  });
  return atoms.sort(({ box: a }, { box: b }) => middleX(a) - middleX(b) || a.top - b.top || a.left - b.left);
}

/**
 * @param {{x: number, y: number}[][]} drawing
 * @param {Atom[]} atoms
 * @param {number} height of the digits
 * @returns {Group[]} all that may be one digit, by their first atom
 */
export function toGroups(drawing, atoms, height) {
  const groups = [];
  for (let first = 0; first < atoms.length; first++) {
    let { box } = atoms[first];
    let gap = 0;
    for (let last = first; last < Math.min(atoms.length, first + ATOMS); last++) {
      const next = atoms[last].box;
      gap = Math.max(gap, (Math.max(next.left, box.left) - Math.min(next.right, box.right)) / height);
      if (gap > FAR) break;
      box = union([box, next]);
      const parts = joined(atoms.slice(first, last + 1));
      if (parts.length > STROKES || (parts.length > 1 && widthOf(box) > BROAD * height)) break;
      if (!hasHoles(parts)) groups.push({ first, last, parts, box, gap, cuts: cutsOfParts(parts, drawing) });
    }
  }
  return groups;
}

/** Pieces of a stroke that follow each other become one part. */
function joined(atoms) {
  const parts = [];
  const inTime = [...atoms].sort((a, b) => a.stroke - b.stroke || a.begin - b.begin);
  for (const { stroke, begin, end } of inTime) {
    const before = parts.at(-1);
    if (before?.stroke === stroke && before.end - 1 === begin) before.end = end;
    else parts.push({ stroke, begin, end });
  }
  return parts;
}

const hasHoles = (parts) => parts.some(({ stroke }, i) => parts[i + 1]?.stroke === stroke);

const cutsOfParts = (parts, drawing) =>
  parts.reduce((cuts, { stroke, begin, end }) => cuts + (begin > 0) + (end < drawing[stroke].length), 0);
