/** Foreign input for pure modules: links, files, arguments. */

import { testCases } from '../fixtures/fuzzed.js';

await testCases('modules', {
  'a link that somebody has changed': 1500,
  'a link to any drawing': 1500,
  'a hand from elsewhere': 1000,
  'the first bytes of any file': 2000,
  'any hint': 1000,
  'any argument for a drawing': 500,
  'the raster of any drawing': 500,
});
