/** A tutorial's page: the canvas scaled down to 28x28, and the whole of TF.js (the global `tf`). */

import { publish } from './peer.js';

const FRAME = 28; // side of the raster, pixels

publish(
  async (pad) => {
    const model = await tf.loadGraphModel('model/model.json');
    const small = Object.assign(document.createElement('canvas'), { width: FRAME, height: FRAME });
    const context = small.getContext('2d', { willReadFrequently: true });
    return () => {
      context.drawImage(pad.canvas, 0, 0, FRAME, FRAME);
      const { data } = context.getImageData(0, 0, FRAME, FRAME);
      const raster = Float32Array.from({ length: FRAME * FRAME }, (_, pixel) => data[4 * pixel] / 255); // red
      return tf.tidy(() => model.predict(tf.tensor2d(raster, [1, raster.length])).dataSync());
    };
  },
  () => ({ backend: tf.getBackend(), tensors: tf.memory().numTensors }),
);
