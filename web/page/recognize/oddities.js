/**
 * Marks where numbers do not have them, and where they do. Twin of train/segmentation/oddities.py, which explains the
 * rules. Pure.
 */

const IS_PART_OF_DATE = [/(?:^|\D)(?:\d{1,2}|\d{4})$/, /^(?:\d{1,2}|\d{4})(?!\d)/];
const IS_PART_OF_TIME = [/(?:^|\D)\d{1,2}$/, /^\d{2}(?!\d)/];
const DOUBLE = /[^\d()$][^\d()$]/g;
const FORMS = {
  date: String.raw`[0-3]?\d\/[0-3]?\d\/(?:\d{2}|\d{4})\.?|[0-3]?\d-[0-3]?\d-(?:\d{2}|\d{4})`,
  day: String.raw`\d{1,2}\/\d{1,2}\.?`,
  time: String.raw`\d{1,2}:\d{2}(?::\d{2})?`,
  phone: String.raw`(?:\d-)?(?:\(\d{3}\)|\d{3}-)?\d{3}-\d{4}`,
  amount: String.raw`\$\d{1,3}(?:,?\d{3})*(?:\.\d{2})?|\d{1,3}(?:,\d{3})+(?:\.\d{2})?`,
  decimal: String.raw`\d+\.\d{1,2}|\d+%`,
};
const NAMES = Object.keys(FORMS);
const PATTERNS = Object.values(FORMS).map((form) => new RegExp(`^(?:${form})$`));

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
 * Returns the form of a text with marks, as most people write it.
 *
 * @param {string} text
 * @returns {string | undefined} 'date', 'day', 'time', 'phone', 'amount' or 'decimal'
 */
export const formOf = (text) => NAMES[PATTERNS.findIndex((form) => form.test(text))];

/**
 * @param {string} text
 * @returns {number[]} how many of its marks are odd; then 1 for its form, 0 for others
 */
export const textFeatures = (text) => {
  const form = formOf(text);
  return [oddities(text), ...NAMES.map((name) => Number(name === form))];
};
