/** Where no worker can start, the reader has registered the same kernels in the page: TF.js need not say so on the console. */

import { env } from '@tensorflow/tfjs-core';

env().set('PROD', true);
