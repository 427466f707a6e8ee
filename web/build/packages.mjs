/**
 * Plugins for esbuild that leave out those parts of the packages that the page never runs. Of TF.js it runs backends and
 * kernels; network/engine.js takes the place of the core's engine.
 *
 * TF.js' packages import everything from the index of its core, which re-exports whole namespaces and
 * registers optimizers and storage when it is loaded. esbuild keeps all members of a re-exported namespace
 * (https://github.com/evanw/esbuild/issues/1420), and all code with side effects. So each name is imported
 * from the module of the core that defines it.
 */

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const CORE = '@tensorflow/tfjs-core';
/** @type {Record<string, string>} */
const NAMESPACES = {
  backend_util: 'backends/backend_util',
  broadcast_util: 'ops/broadcast_util',
  kernel_impls: 'backends/kernel_impls',
  util: 'util',
};
const MODULES = {
  'backends/backend': ['DataStorage', 'KernelBackend'],
  environment: ['env'],
  'ops/buffer': ['buffer'],
  tensor: ['TensorBuffer'],
};
const MODULE_OF = new Map(Object.entries(MODULES).flatMap(([path, names]) => names.map((name) => [name, path])));
const KERNEL = /^_?[A-Z]\w+$/; // their names, of which the core has a list
const REPLACED = ['deprecationWarn', 'engine']; // which backends import from the core: the page needs neither
const PAGE = fileURLToPath(new URL('../page/', import.meta.url));
/** Modules that may import the core: TF.js' backends, and the page's own, in whatever folder they lie. */
const IMPORTERS = new RegExp(`tfjs-backend-\\w+.dist.*\\.js$|^${escaped(PAGE)}.*\\.js$`);
const IMPORT = /import \{([^}]*)\} from ['"]@tensorflow\/tfjs-core['"];/g;

/**
 * Imports names of the core from the modules that define them; refuses a name that is not listed above.
 *
 * @type {import('esbuild').Plugin}
 */
export const DIRECTLY = {
  name: 'directly',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: IMPORTERS }, async ({ path }) => ({
      contents: withDirectImports(await readFile(path, 'utf8')),
    }));
    onResolve({ filter: new RegExp(`^${CORE}$`) }, ({ importer }) => ({
      errors: [{ text: `${importer} imports all of ${CORE}, in a form that packages.mjs does not replace` }],
    }));
  },
};

/** Code of one of these modules, with its imports of the core replaced. @param {string} code */
export const withDirectImports = (code) => code.replace(IMPORT, (_, names) => directly(names));

/** @param {string} text */
function escaped(text) {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/**
 * 'engine, util' -> import statements, in one line, so that later lines keep their numbers
 *
 * @param {string} names
 */
function directly(names) {
  const taken = names
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
    .map((name) => {
      if (REPLACED.includes(name)) return `const ${name} = () => null;`;
      if (Object.hasOwn(NAMESPACES, name)) return `import * as ${name} from '${CORE}/dist/${NAMESPACES[name]}';`;
      const path = MODULE_OF.get(name) ?? (KERNEL.test(name) ? 'kernel_names' : null);
      if (!path) throw new Error(`packages.mjs does not list the module of ${CORE} that defines ${name}`);
      return `import { ${name} } from '${CORE}/dist/${path}';`;
    });
  return taken.join(' ');
}

/** Kernels for complex numbers, for activations that no network has, and for sums over other axes than the last. */
const UNUSED = ['Complex', 'Elu', 'LeakyRelu', 'Prelu', 'Real', 'Relu6', 'Sigmoid', 'Transpose', 'Transpose_impl'];
const EXPORT = /^export (?:function|const) (\w+)/gm;
/**
 * Modules of which the page needs little or nothing -> what stays of their text.
 *
 * @type {Record<string, (text: string) => string>}
 */
const REDUCED = {
  // flags, which depend on the browser and the page's address: none is set
  'tfjs-core/dist/environment': () =>
    'const none = { get() {}, getBool() {}, platform: {} }; export const env = () => none;',
  'tfjs-core/dist/tensor': (text) => before(text, '\nlet trackerFn'), // class TensorBuffer; the rest is for the engine
  'tfjs-core/dist/ops/fused_util': () => '', // gradients
  'tfjs-core/dist/backends/where_impl': refusing,
  'tfjs-backend-wasm/dist/flags_wasm': () => '', // network/backend.js finds out itself what the browser can do
  ...Object.fromEntries(UNUSED.map((name) => [`tfjs-backend-cpu/dist/kernels/${name}`, refusing])),
};

/** @param {string} text @param {string} mark where it is cut */
function before(text, mark) {
  const parts = text.split(mark);
  if (parts.length !== 2) throw new Error(`a module of TF.js must hold ${JSON.stringify(mark)} once`);
  return parts[0];
}

/** The same exports, functions that throw an Error. @param {string} text */
function refusing(text) {
  const names = [...text.matchAll(EXPORT)].map(([, name]) => name);
  return names.map((name) => `export function ${name}() { throw new Error('left out'); }`).join(' ');
}

/**
 * Leaves out what is not needed of TF.js' modules. Fails where one of them has changed.
 *
 * @type {import('esbuild').Plugin}
 */
export const REDUCING = {
  name: 'reducing',
  setup({ onLoad }) {
    const paths = Object.keys(REDUCED).map((path) => path.replaceAll('/', '.'));
    onLoad({ filter: new RegExp(`@tensorflow.(${paths.join('|')})\\.js$`) }, async ({ path }) => {
      const [, name] = /** @type {RegExpExecArray} */ (/@tensorflow.(.+)\.js$/.exec(path));
      return { contents: REDUCED[name.replaceAll('\\', '/')](await readFile(path, 'utf8')) };
    });
  },
};

/**
 * Leaves threads and Node's modules out of TF.js' WebAssembly backend.
 *
 * @type {import('esbuild').Plugin}
 */
export const WITHOUT = {
  name: 'without',
  setup({ onLoad, onResolve }) {
    const nothing = { contents: 'export const wasmWorkerContents = "";' };
    onLoad({ filter: /-threaded-simd(\.worker)?\.js$/ }, () => nothing);
    onResolve({ filter: /^(fs|path|worker_threads|perf_hooks)$/ }, ({ path }) => ({ path, namespace: 'node' }));
    onLoad({ filter: /./, namespace: 'node' }, () => nothing);
  },
};
