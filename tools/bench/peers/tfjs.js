/** Numbre's network and input with the whole of TF.js (the global `tf`), where Numbre bundles a few parts of it. */

import { CHANNELS, networkInputs } from '../../../web/page/ink/directions.js';
import { publish } from './peer.js';

publish(
  async (pad) => {
    const model = await tf.loadGraphModel('model/model.json');
    return () => {
      const input = networkInputs([pad.strokes], CHANNELS);
      return tf.tidy(() => model.predict(tf.tensor2d(input, [1, input.length])).dataSync());
    };
  },
  () => ({ backend: tf.getBackend(), tensors: tf.memory().numTensors }),
);
