/** Classifiers for the fuzzer: the shipped network, and one that takes no time. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { optionsFor, PAGE, WEB } from '../../web/build/site.mjs';

/** @typedef {import('../../web/page/recognize/segment-cache.js').Classifier} Classifier */

const require = createRequire(join(WEB, 'package.json'));
const MODEL = join(WEB, 'models', 'ink');
const PIXELS = 784;

/** @param {string} name @returns {Promise<any>} */
const readJson = async (name) => JSON.parse(String(await readFile(join(MODEL, name))));

/** Loads the shipped network. TF.js' packages are made for bundlers, so esbuild bundles them. @returns {Promise<Classifier>} */
export async function loadShipped() {
  const [, { splitting, ...options }] = optionsFor(WEB, { ink: {} });
  const entryPoints = [join(PAGE, 'network', 'classifier.js')];
  const { outputFiles } = await require('esbuild').build({ ...options, entryPoints, write: false });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const { createClassifier } = await import(`data:text/javascript;base64,${code}`);
  const [summary, model] = [await readJson('summary.json'), await readJson('model.json')];
  const paths = model.weightsManifest.flatMap((/** @type {{paths: string[]}} */ group) => group.paths);
  const parts = await Promise.all(paths.map((/** @type {string} */ path) => readFile(join(MODEL, path))));
  return createClassifier({ summary, model, weights: await new Blob(parts).arrayBuffer() });
}

/**
 * Makes a classifier that takes no time: its answers follow from the input alone, and are often sure. It stands for the
 * network where a property is of the recognizer's own logic: the segmentation model is the shipped one.
 *
 * @param {Classifier} shipped
 * @returns {Classifier}
 */
export function createFickle({ classes, segmentation }) {
  /** @param {Float32Array} inputs */
  const classify = (inputs) => {
    const found = new Float32Array((inputs.length / PIXELS) * classes.length);
    for (let i = 0; i * PIXELS < inputs.length; i++) {
      let hash = 7;
      for (let k = i * PIXELS; k < (i + 1) * PIXELS; k++)
        hash = (Math.imul(hash, 31) + Math.round(255 * inputs[k])) | 0;
      const values = classes.map(() => {
        hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) + 0x297a2d39;
        return (((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32) ** 12;
      });
      const total = values.reduce((sum, value) => sum + value, 1e-12);
      values.forEach((value, c) => {
        found[i * classes.length + c] = value / total;
      });
    }
    return found;
  };
  return { channels: 1, classes, segmentation, classify }; // the raster alone
}
