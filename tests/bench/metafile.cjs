/**
 * Loaded before the page's build: keeps what esbuild says of every file it wrote, in METAFILE. So what is
 * analysed is the build itself, whatever its options are.
 */

const { writeFileSync } = require('node:fs');
const Module = require('node:module');

const esbuild = Module.createRequire(`${process.cwd()}/`).resolve('esbuild');
const load = Module._extensions['.js'];
const outputs = {};

Module._extensions['.js'] = (module, file) => {
  load(module, file);
  if (file !== esbuild) return;
  const { build } = module.exports;
  const kept = async (options) => {
    const result = await build({ ...options, metafile: true });
    Object.assign(outputs, result.metafile.outputs);
    writeFileSync(process.env.METAFILE, JSON.stringify(outputs));
    return result;
  };
  module.exports = { ...module.exports, build: kept };
};
require(esbuild); // before the build asks for it
