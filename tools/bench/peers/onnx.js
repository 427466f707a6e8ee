/** Our network and our input, with ONNX Runtime's WebAssembly: SIMD, one thread, as on a page without isolation. */

import * as ort from 'onnxruntime-web/wasm';
import { inputsOf } from '../../../web/page/ink/inputs.js';
import { MAPS } from '../../../web/page/ink/directions.js';
import { publish } from './peer.js';

ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = { wasm: new URL('ort.wasm', document.baseURI).href };

publish(
  async (pad) => {
    const session = await ort.InferenceSession.create('model/ink.onnx', { executionProviders: ['wasm'] });
    const [given] = session.inputNames;
    const [made] = session.outputNames;
    return async () => {
      const input = inputsOf([pad.strokes], MAPS);
      const outputs = await session.run({ [given]: new ort.Tensor('float32', input, [1, input.length]) });
      return outputs[made].data;
    };
  },
  () => ({ backend: 'wasm' }),
);
