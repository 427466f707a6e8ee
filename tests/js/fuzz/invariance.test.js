/** Changes of a drawing that change nothing in the recognizer. */

import { testCases } from '../fixtures/fuzzed.js';

await testCases('recognizer', { 'scaled by a power of two': 3000, 'read twice': 780 });
