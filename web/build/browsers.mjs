/**
 * The oldest browsers that the page supports. esbuild builds for them, tools/lint/browsers.mjs checks the sources against
 * them, and the sentence of page/floor.js, README and docs/hosting.md name them.
 */

/** @type {Record<string, string>} name -> oldest version */
export const OLDEST = { chrome: '105', edge: '105', firefox: '110', safari: '16.0' };

/** The same for esbuild. */
export const TARGETS = Object.entries(OLDEST).map(([name, version]) => `${name}${version}`);
