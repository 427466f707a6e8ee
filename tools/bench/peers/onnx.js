/** Numbre's network and input with ONNX Runtime's WebAssembly: SIMD, one thread, as on pages without isolation. */

import * as ort from 'onnxruntime-web/wasm';
import { CHANNELS, networkInputs } from '../../../web/page/ink/directions.js';
import { publish } from './peer.js';

ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = { wasm: new URL('ort.wasm', document.baseURI).href };

publish(
  async (pad) => {
    const session = await ort.InferenceSession.create('model/ink.onnx', { executionProviders: ['wasm'] });
    const [inputName] = session.inputNames;
    const [outputName] = session.outputNames;
    return async () => {
      const input = networkInputs([pad.strokes], CHANNELS);
      const outputs = await session.run({ [inputName]: new ort.Tensor('float32', input, [1, input.length]) });
      return outputs[outputName].data;
    };
  },
  () => ({ backend: 'wasm' }),
);
