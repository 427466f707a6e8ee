/**
 * The graphs that the page can compute: operations.json, which `numbre verify` reads, too.
 * The twin of this module, export/operations.py, describes the table.
 */

import { readFile } from 'node:fs/promises';

const TABLE = JSON.parse(await readFile(new URL('../operations.json', import.meta.url), 'utf8'));

/**
 * @typedef {{name: string, dtype: string, quantization?: {dtype: string}}} Weights
 * @typedef {Record<string, any>} Attributes of a node, by name
 * @typedef {object} Model model.json as tensorflowjs writes it
 * @property {{weights: Weights[]}[]} weightsManifest
 * @property {{node: {op: string, name: string, input?: string[], attr?: Attributes}[]}} modelTopology
 * @property {Record<string, Record<string, {name: string, tensorShape: {dim: {size: string}[]}}>>} signature
 */

/**
 * @param {Model} model of a bundle
 * @returns {string} why the page cannot compute its graph; '' if it can
 */
export function findGraphProblem(model) {
  try {
    check(model);
    return '';
  } catch (error) {
    if (error instanceof GraphError) return error.message;
    throw error;
  }
}

class GraphError extends Error {}

/** @param {Model} model */
function check(model) {
  const kinds = weightKinds(model.weightsManifest);
  const [input, output] = ['input', 'output'].map((side) => endOf(model, side));
  const computed = [];
  for (const { op, name, input: inputs = [], attr = {} } of model.modelTopology.node) {
    if (op === 'Const') continue;
    if (op !== 'Placeholder') {
      checkNode(op, inputs, attr, kinds);
      computed.push({ op, name });
    } else if (name !== input) throw new GraphError(`the graph has an input beside ${input}`);
    kinds.set(name, 'value');
  }
  checkEnd(computed, output);
}

/** Name of the node that is the 'input' or the 'output'. @param {Model} model @param {string} side */
function endOf({ signature }, side) {
  const tensors = Object.values(signature[`${side}s`]);
  if (tensors.length !== 1) throw new GraphError(`the graph has ${tensors.length} ${side}s, not one`);
  const shape = tensors[0].tensorShape.dim.map(({ size }) => Number(size));
  if (shape.length !== 2 || shape[0] !== -1) {
    throw new GraphError(`the ${side} of the graph has the shape ${text(shape)}, not [-1,n]`);
  }
  return tensors[0].name.replace(/:0$/, '');
}

/** Plain value of an attribute. @param {Record<string, any>} attribute @returns {any} */
function plain(attribute) {
  const [[kind, content]] = Object.entries(attribute);
  if (kind === 'list') {
    const lists = /** @type {[string, any[]][]} */ (Object.entries(content));
    return lists.flatMap(([of, items]) => items.map((item) => plain({ [of]: item })));
  }
  if (kind === 's') return atob(content);
  return kind === 'i' ? Number(content) : content;
}

/** @param {Model['weightsManifest']} manifest @returns {Map<string, string>} name of an array -> 'weights' or 'shape' */
function weightKinds(manifest) {
  const kinds = new Map();
  for (const { name, dtype, quantization } of manifest.flatMap(({ weights }) => weights)) {
    const stored = quantization?.dtype ?? null;
    if (!own(TABLE.weights, dtype)?.includes(stored)) {
      throw new GraphError(`the page cannot read weights of type ${stored ?? dtype}`);
    }
    kinds.set(name, dtype === 'int32' ? 'shape' : 'weights');
  }
  return kinds;
}

/**
 * @param {string} operation
 * @param {string[]} inputs
 * @param {Attributes} attributes
 * @param {Map<string, string>} kinds of the inputs by their names
 */
function checkNode(operation, inputs, attributes, kinds) {
  const expected = own(TABLE.operations, operation);
  if (!expected) throw new GraphError(`the page cannot compute the operation ${operation}`);
  const found = inputs.map((name) => kinds.get(name) ?? 'nothing');
  if (text(found) !== text(expected.inputs)) {
    throw new GraphError(`${operation} has the inputs ${text(found)}, not ${text(expected.inputs)}`);
  }
  const allowed = { ...TABLE.attributes, ...expected.attributes };
  for (const name of [...Object.keys(allowed), ...Object.keys(attributes)]) {
    if (TABLE.ignored.includes(name)) continue;
    const value = own(attributes, name) ? plain(attributes[name]) : null;
    if (!isAllowed(value, own(allowed, name) ?? [])) {
      throw new GraphError(`the page cannot compute ${operation} with ${name} ${text(value)}`);
    }
  }
}

/** @param {unknown} value @param {unknown[] | 'window'} allowed */
function isAllowed(value, allowed) {
  if (allowed !== 'window') return allowed.some((one) => text(one) === text(value));
  return Array.isArray(value) && value.length === 4 && value[0] === 1 && value[3] === 1 && Math.min(...value) > 0;
}

/** @param {{op: string, name: string}[]} computed @param {string} output */
function checkEnd(computed, output) {
  if (computed.at(-1)?.name !== output) throw new GraphError('the last node of the graph is not its output');
  const operations = computed.map(({ op }) => op).filter((op) => op !== 'Identity');
  if (operations.indexOf('Softmax') !== operations.length - 1) {
    throw new GraphError('the graph does not end with its only Softmax');
  }
}

/** @param {Record<string, any>} object @param {string} key */
const own = (object, key) => (Object.hasOwn(object, key) ? object[key] : undefined);
const text = JSON.stringify;
