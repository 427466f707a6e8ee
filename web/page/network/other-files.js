/** The files of all bundles but the default: their hashes are needed by those who load another network. */

/** @type {Record<string, import('./bundle.js').Files>} set by the build */
export const OTHER_FILES = JSON.parse(__OTHER_FILES__);
