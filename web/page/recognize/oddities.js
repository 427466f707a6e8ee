/**
 * Marks where numbers do not have them, and where they do. Twin of train/segmentation/oddities.py, which explains the
 * rules. Pure.
 */

const IS_PART_OF_DATE = [/(?:^|\D)(?:\d{1,2}|\d{4})$/, /^(?:\d{1,2}|\d{4})(?!\d)/];
const IS_PART_OF_TIME = [/(?:^|\D)\d{1,2}$/, /^\d{2}(?!\d)/];
const DOUBLE = /[^\d()$][^\d()$]/g;
const USUAL = new RegExp(
  [
    String.raw`\d{1,2}\/\d{1,2}(\/(\d{2}|\d{4}))?\.?`,
    String.raw`\d{1,2}:\d{2}(:\d{2})?`,
    String.raw`(\d-)?(\(\d{3}\)|\d{3}-)?\d{3}-\d{4}`,
    String.raw`\$\d{1,3}(,?\d{3})*(\.\d{2})?`,
    String.raw`\d{1,3}(,\d{3})+(\.\d{2})?`,
    String.raw`\d+\.\d{1,2}`,
    String.raw`\d+%`,
  ]
    .map((pattern) => `^(?:${pattern})$`)
    .join('|'),
);

/** @param {string} text @returns {number} how many of its marks are odd */
export function oddities(text) {
  let [count, depth] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const [before, one, after] = [text.slice(0, i), text[i], text.slice(i + 1)];
    if (one === '/' || one === ':') {
      const [left, right] = one === '/' ? IS_PART_OF_DATE : IS_PART_OF_TIME;
      count += Number(!(left.test(before) && right.test(after)));
    } else if (one === '(') depth += 1;
    else if (one === ')') {
      count += Number(!depth || before.endsWith('('));
      depth = Math.max(depth - 1, 0);
    } else if (one === '$') count += Number(before !== '' && before !== '-');
    else if (one === '%') count += Number(after !== '' || before === '');
    else if (one === '+' || one === '=') count += Number(!/^\d/.test(after));
  }
  return count + depth + (text.match(DOUBLE)?.length ?? 0);
}

/**
 * Returns whether a text has marks, and is a date, a time, a telephone number or an amount as most write it.
 *
 * @param {string} text
 */
export const isUsual = (text) => /\D/.test(text) && USUAL.test(text);
