/** Files that the first reading does not need: those of other bundles than the default, and cards. */

/** @type {Record<string, import('./bundle.js').Files>} set by the build */
export const OTHER_FILES = JSON.parse(__OTHER_FILES__);
