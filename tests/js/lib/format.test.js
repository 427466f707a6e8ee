import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  confidenceInWords,
  inOneLine,
  kilobytes,
  large,
  percent,
  percent1,
  percent2,
  probability,
  probability2,
  probabilityInWords,
  uncapitalized,
  whole,
} from '../../../web/page/lib/format.js';
import { forAll } from '../fixtures/random.js';

for (const [write, value, text] of /** @type {[(value: any) => string, any, string][]} */ ([
  [percent, 0.123, '12%'],
  [percent1, 0.1234, '12.3%'],
  [percent2, 0.1234, '12.34%'],
  [probability, 0.123, '12%'],
  [probability, 1e-9, '<1%'],
  [probability, 0.0049, '<1%'],
  [probability, 0.005, '1%'],
  [probability, 0.9949, '99%'],
  [probability, 0.995, '>99%'],
  [probability2, 0.1234, '12.34%'],
  [probability2, 0.99996, '>99.99%'],
  [probability2, 0.00004, '<0.01%'],
  [probabilityInWords, 0.998, 'over 99%'],
  [probabilityInWords, 0.002, 'under 1%'],
  [whole, 999.4, '999'],
  [whole, 1234.5, '1,235'],
  [whole, 1436256, '1,436,256'],
  [large, 999_999, '999,999'],
  [large, 1_436_256, '1.4 million'],
  [kilobytes, 1_234_567, '1,235 KB'],
  [inOneLine, '47\n5\n3', '47 / 5 / 3'],
  [uncapitalized, 'No digit', 'no digit'],
])) {
  test(`${write.name}: ${JSON.stringify(value)} is written ${text}`, () => {
    assert.equal(write(value), text);
  });
}

test('no probability is written as 0% or 100%', () => {
  forAll(200, (random) => {
    const value = random() ** 20;
    for (const write of [probability, probability2, probabilityInWords]) {
      assert.doesNotMatch(write(1 - value), /100/);
      assert.doesNotMatch(write(value), /(^|\D)0(\.0*)?%/);
    }
  });
});

test('only a calibrated confidence is called sure', () => {
  assert.equal(confidenceInWords(0.98, true), '98% sure');
  assert.equal(confidenceInWords(0.999, false), 'Over 99% (uncalibrated)');
});
