/** Readings that take long: by the shipped network, of a drawing and of what it has become, and of thousands of strokes. */

import { testCases } from '../fixtures/fuzzed.js';

await testCases('recognizer', {
  'any drawing, by the network': 40,
  'thousands of strokes or points': 4,
  'shifted and scaled': 24,
  'other order of strokes': 26,
  'tilted by up to a degree': 26,
});
