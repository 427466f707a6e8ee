/**
 * Checks card.json and summary.json by export/card.schema.json, with the sentences of export/schema.py.
 * The schema lies beside this folder in a checkout, and in the sources that a wheel is built from.
 */

import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';

const schema = JSON.parse(await readFile(new URL('../../export/card.schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv2020({ allowUnionTypes: true, verbose: true }).addSchema(schema);
/** @type {Record<string, import('ajv').ValidateFunction>} */
const VALIDATORS = {
  'card.json': validator(''),
  'summary.json': validator('#/$defs/summary'),
};
/** @type {Record<string, string>} */
const TYPES = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};
/** Keyword of the schema -> what it expects, in words. @type {Record<string, (value: any, parent: any) => string>} */
const PHRASES = {
  const: (value) => JSON.stringify(value),
  enum: (values) => `one of ${values.map((/** @type {unknown} */ value) => JSON.stringify(value)).join(', ')}`,
  minimum: (value) => `at least ${value}`,
  maximum: (value) => `at most ${value}`,
  exclusiveMinimum: (value) => `more than ${value}`,
  type: (names) =>
    [names]
      .flat()
      .map((/** @type {string} */ name) => TYPES[name])
      .join(' or '),
  minItems: ofLength,
  maxItems: ofLength,
};

/**
 * Returns what is wrong with the content of a file, a sentence without its end; null if nothing is.
 * @param {'card.json' | 'summary.json'} file @param {unknown} content
 */
export function findProblem(file, content) {
  const validate = VALIDATORS[file];
  return validate(content) ? null : `${file}${reasonOf(/** @type {any[]} */ (validate.errors)[0], content)}`;
}

/** @param {string} part of the schema, as a fragment of its URL */
function validator(part) {
  return /** @type {import('ajv').ValidateFunction} */ (ajv.getSchema(schema.$id + part));
}

/** @param {import('ajv').ErrorObject & {parentSchema: any}} error @param {unknown} content of the whole file */
function reasonOf({ keyword, instancePath, params, schema: value, parentSchema, data }, content) {
  const path = pathOf(instancePath, content);
  if (keyword === 'required') return ` lacks '${joined([...path, params.missingProperty])}'`;
  if (keyword === 'additionalProperties') {
    return ` has an unknown field '${joined([...path, params.additionalProperty])}'`;
  }
  const subject = path.length ? `: '${joined(path)}'` : '';
  if (keyword === 'minLength' || keyword === 'minProperties') return `${subject} must not be empty`;
  const expected = PHRASES[keyword]?.(value, parentSchema) ?? parentSchema.description;
  return `${subject} must be ${expected}, not ${short(data)}`;
}

/** @param {unknown} _ @param {{minItems?: number, maxItems?: number}} parent */
function ofLength(_, { minItems, maxItems }) {
  if (maxItems === minItems) return `a list of ${minItems}`;
  return maxItems ? `a list of ${minItems} to ${maxItems}` : `a list of ${minItems} or more`;
}

/** @param {unknown} value */
function short(value) {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return value !== null && typeof value === 'object' ? 'an object' : JSON.stringify(value).slice(0, 40);
}

/**
 * Returns the names of fields, as texts, and the places in lists, as numbers, that lead to a value.
 * @param {string} pointer a JSON pointer: /metrics/mnist test/interval/0 @param {any} content that it points into
 * @returns {(string | number)[]}
 */
function pathOf(pointer, content) {
  const parts = pointer.split('/').slice(1);
  return parts.map((escaped) => {
    const part = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    const isPlace = Array.isArray(content);
    content = content[part];
    return isPlace ? Number(part) : part;
  });
}

/** Returns a path as text: metrics.mnist test.interval[0]. @param {(string | number)[]} path */
const joined = (path) =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
