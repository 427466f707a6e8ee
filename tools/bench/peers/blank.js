/** A pad without a reader: the lower bound of any page. */

import { createPad } from './pad.js';

const pad = createPad();
globalThis.peer = { ready: Promise.resolve(performance.now()), draw: pad.draw, read: null, runtime: () => ({}) };
