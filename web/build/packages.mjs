/**
 * What of the packages comes into the page: plugins of the build that leave out what it never runs.
 *
 * TF.js' packages take everything from the front door of its core, which hands on whole namespaces and
 * registers optimizers and storage as it opens. esbuild keeps all members of a namespace that is handed on
 * (https://github.com/evanw/esbuild/issues/1420), and what registers itself, too. So each name is taken
 * from the module of the core that makes it.
 */

import { readFile } from 'node:fs/promises';

const CORE = '@tensorflow/tfjs-core';
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
const FLAGS = `import '${CORE}/dist/flags';`; // all that the core does as it opens and a reading needs
const IMPORT = /import \{([^}]*)\} from ['"]@tensorflow\/tfjs-core['"];/g;

/** Takes names of the core from the modules that make them; refuses to build with one that is not listed above. */
export const DIRECTLY = {
  name: 'directly',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /(tfjs-backend-\w+.dist.*|network.(classifier|wasm))\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(IMPORT, (_, names) => directly(names)),
    }));
    onResolve({ filter: new RegExp(`^${CORE}$`) }, ({ importer }) => ({
      errors: [{ text: `${importer} takes all of ${CORE}: packages.mjs knows no such import` }],
    }));
  },
};

/** 'engine, util' -> import statements, in one line: positions in the file stay */
function directly(names) {
  const taken = names.split(',').map((name) => name.trim()).filter(Boolean).map((name) => {
    if (Object.hasOwn(NAMESPACES, name)) return `import * as ${name} from '${CORE}/dist/${NAMESPACES[name]}';`;
    const path = MODULE_OF.get(name) ?? (KERNEL.test(name) ? 'kernel_names' : null);
    if (!path) throw new Error(`packages.mjs does not say which module of ${CORE} makes ${name}`);
    return `import { ${name} } from '${CORE}/dist/${path}';`;
  });
  return [FLAGS, ...taken].join(' ');
}

/** Leaves out of TF.js' WebAssembly backend what the page never runs: threads, and Node's modules. */
export const WITHOUT = {
  name: 'without',
  setup({ onLoad, onResolve }) {
    const nothing = { contents: 'export const wasmWorkerContents = "";' };
    onLoad({ filter: /-threaded-simd(\.worker)?\.js$/ }, () => nothing);
    onResolve({ filter: /^(fs|path|worker_threads|perf_hooks)$/ }, ({ path }) => ({ path, namespace: 'node' }));
    onLoad({ filter: /./, namespace: 'node' }, () => nothing);
  },
};
