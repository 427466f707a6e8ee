/** Drawings that nobody writes, and spoilt numbers: each is read, in time, to finite and consistent predictions. */

import { testCases } from '../fixtures/fuzzed.js';

await testCases('recognizer', { 'any drawing': 16_100 });
