/**
 * Plugins for esbuild that leave out those parts of the packages that the page never runs.
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
  globals: ['deprecationWarn', 'engine', 'registerBackend'],
  kernel_registry: ['registerKernel'],
  'ops/buffer': ['buffer'],
  tensor: ['TensorBuffer'],
};
const MODULE_OF = new Map(Object.entries(MODULES).flatMap(([path, names]) => names.map((name) => [name, path])));
const KERNEL = /^_?[A-Z]\w+$/; // their names, of which the core has a list
const FLAGS = `import '${CORE}/dist/flags';`; // the only side effect of the index that a reading needs
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
      if (Object.hasOwn(NAMESPACES, name)) return `import * as ${name} from '${CORE}/dist/${NAMESPACES[name]}';`;
      const path = MODULE_OF.get(name) ?? (KERNEL.test(name) ? 'kernel_names' : null);
      if (!path) throw new Error(`packages.mjs does not list the module of ${CORE} that defines ${name}`);
      return `import { ${name} } from '${CORE}/dist/${path}';`;
    });
  return [FLAGS, ...taken].join(' ');
}

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
