import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { layoutOf } from '../../../web/page/share/layout.js';
import { PALETTE } from '../../../web/page/share/palette.js';
import { toSvg } from '../../../web/page/share/svg.js';
import { numbers } from '../fixtures/drawings.js';
import { drawn, shown } from '../fixtures/shown.js';

const CONTENT = shown(drawn(numbers('2026')), '2026');

/** @param {ReturnType<typeof shown>} content @param {string} [title] */
const svgOf = (content, title = '2026') => toSvg(layoutOf(content, { hasTiles: false }), title);

/** Names of the elements, in order; fails where they are not nested as XML wants it. @param {string} xml */
function elementsOf(xml) {
  /** @type {string[][]} */
  const [open, names] = [[], []];
  const rest = xml.replace(/<(\/?)(\w+)((?: [\w-]+="[^"<]*")*)(\/?)>/g, (_, end, name, __, alone) => {
    if (end) assert.equal(open.pop(), name);
    else names.push(name);
    if (!end && !alone) open.push(name);
    return '';
  });
  assert.deepEqual(open, []);
  assert.doesNotMatch(rest, /[<>]|&(?!amp;|lt;|gt;|quot;)/);
  return names;
}

test('a drawing is one path for each stroke, and its numerals are text', () => {
  const svg = svgOf(CONTENT);
  const names = elementsOf(svg);
  assert.equal(names[0], 'svg');
  assert.equal(names.filter((name) => name === 'path').length, 4 + 1); // and the line above the numerals
  assert.deepEqual(
    [...svg.matchAll(/<text [^>]*>(.*?)<\/text>/g)].map(([, text]) => text),
    [...'2026'],
  );
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
  assert.match(svg, /<title>2026<\/title>/);
  assert.doesNotMatch(svg, /script|NaN|undefined|Infinity|href/);
});

test('paths and numerals have the coordinates of the layout', () => {
  const { strokes, numerals } = layoutOf(CONTENT, { hasTiles: false });
  const svg = svgOf(CONTENT);
  const ink = svg.slice(svg.indexOf('id="ink"'), svg.indexOf('id="numerals"'));
  const begins = [...ink.matchAll(/M([\d.]+) ([\d.]+)C/g)].map(([, x, y]) => [Number(x), Number(y)]);
  const expected = strokes.map(([{ path }]) => path.slice(0, 2).map((value) => Number(value.toFixed(2))));
  assert.deepEqual(begins, expected);
  const ends = [...ink.matchAll(/ ([\d.]+) ([\d.]+)"\/>/g)].map(([, x, y]) => [Number(x), Number(y)]);
  assert.deepEqual(
    ends,
    strokes.map((curves) =>
      curves
        .at(-1)
        ?.path.slice(-2)
        .map((value) => Number(value.toFixed(2))),
    ),
  );
  assert.deepEqual(
    [...svg.matchAll(/<text x="([\d.]+)"/g)].map(([, x]) => Number(x)),
    numerals.map(({ x }) => Number(x.toFixed(2))),
  );
});

test('a dot is a path that programs paint, and a stroke without points is left out', () => {
  const svg = svgOf(shown([[], [{ x: 3, y: 4 }]], ''));
  assert.equal(elementsOf(svg).filter((name) => name === 'path').length, 1);
  assert.match(svg, /d="M[\d.]+ [\d.]+h0"/);
});

test('second guesses and corrections are shown', () => {
  const content = shown(drawn(numbers('22')), '22');
  content.graphemes[0] = { ...content.graphemes[0], isConfident: false, second: { grapheme: '7', probability: 0.3 } };
  content.graphemes[1] = { ...content.graphemes[1], isCorrected: true };
  const svg = svgOf(content);
  elementsOf(svg);
  assert.match(svg, />or 7\?<\/text>/);
  assert.ok(svg.includes(`fill="${PALETTE.unsure}"`) && svg.includes(`stroke="${PALETTE.accent}"`));
});

test('hostile text stays text', () => {
  const content = { ...shown(drawn(numbers('2')), '2'), words: '</text><script>alert(1)</script>' };
  content.graphemes[0].grapheme = '';
  const svg = svgOf(content, '"]]>&\u0000\u0008<svg onload="x">');
  assert.deepEqual(
    elementsOf(svg).filter((name) => !['g', 'path', 'text'].includes(name)),
    ['svg', 'title', 'rect'],
  );
  assert.match(svg, /<title>&quot;\]\]&gt;&amp;&lt;svg onload=&quot;x&quot;&gt;<\/title>/);
});

test('the colours are those of the light page', async () => {
  const tokens = await readFile(new URL('../../../web/page/style/tokens.css', import.meta.url), 'utf8');
  const [light] = tokens.split('@media');
  for (const [name, colour] of Object.entries(PALETTE)) assert.ok(light.includes(`--${name}: ${colour};`), name);
});
