/** The options of a training, as fields with their ranges; a sentence stands by a field that is wrong. */

import { make, setText } from '../../lib/dom.js';
import { isInRange, RANGES } from '../../session/training.js';
import { describeRange, numberOf } from './words.js';

/** @typedef {'epochs' | 'learningRate' | 'examples' | 'neurons'} Name */

/** @type {Record<Name, string>} */
const LABELS = {
  epochs: 'Epochs',
  learningRate: 'Learning rate',
  examples: 'Drawings in training',
  neurons: 'Neurons in the first dense layer',
};
const NAMES = /** @type {Name[]} */ (Object.keys(LABELS));

export function createOptions() {
  const fields = new Map(NAMES.map((name) => [name, createField(name)]));
  const own = make('input', { type: 'checkbox', id: 'train-own' });
  const count = make('span');
  const slow = make('input', { type: 'checkbox', id: 'train-slow', checked: true });
  const element = make(
    'details',
    { class: 'train-options' },
    make('summary', {}, 'Options'),
    make('div', {}, ...[...fields.values()].map((field) => field.element)),
    make('p', {}, own, make('label', { for: 'train-own' }, 'Train on my digits, too'), count),
    make('p', {}, slow, make('label', { for: 'train-slow' }, 'Slowly enough to watch')),
  );
  return {
    element,
    get isOwn() {
      return own.checked;
    },
    get isSlow() {
      return slow.checked;
    },
    /** Shows how many digits are on the pad. @param {number} digits */
    showOwn(digits) {
      const each = digits === 1 ? 'one on the pad, ten times' : `${digits} on the pad, each ten times`;
      setText(count, digits ? `(${each}, as read or corrected)` : '(write some on the pad first)');
    },
    /** Shows the values of a tutorial. @param {Record<Name, number | null>} values */
    reset(values) {
      for (const [name, field] of fields) field.reset(values[name]);
    },
    /** @returns {Partial<Record<Name, number>> | null} those that the visitor has changed; null where one is wrong */
    read() {
      const found = [...fields].map(([name, field]) => [name, field.read()]);
      const wrong = [...fields].find(([, field]) => field.isWrong);
      if (wrong) {
        element.open = true;
        wrong[1].focus();
        return null;
      }
      return Object.fromEntries(found.filter(([, value]) => value !== undefined));
    },
  };
}

/** @param {Name} name */
function createField(name) {
  const id = `train-${name}`;
  const input = make('input', { type: 'text', inputmode: 'decimal', id, autocomplete: 'off' });
  const problem = make('span', { class: 'failure', id: `${id}-problem`, role: 'alert' });
  const element = make('p', {}, make('label', { for: id }, LABELS[name]), input, ' ', problem);
  let initial = '';
  /** @type {boolean} */
  let isWrong = false;

  /** @returns {number | undefined} undefined where it is as it was */
  function read() {
    const text = input.value.trim();
    const value = numberOf(text);
    isWrong = text !== initial && !isInRange(name, value);
    setText(problem, isWrong ? describeRange(RANGES[name]) : '');
    input.setAttribute('aria-invalid', String(isWrong));
    if (isWrong) input.setAttribute('aria-describedby', problem.id);
    else input.removeAttribute('aria-describedby');
    return isWrong || text === initial ? undefined : value;
  }
  input.addEventListener('change', read);
  return {
    element,
    read,
    get isWrong() {
      return isWrong;
    },
    focus: () => input.focus(),
    /** @param {number | null} value null: the network has none */
    reset(value) {
      element.hidden = value === null;
      initial = value === null ? '' : String(value);
      input.value = initial;
      read();
    },
  };
}
