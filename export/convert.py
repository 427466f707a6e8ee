"""Run folder -> TF.js graph model. The only importer of tensorflowjs.

Keras 3 -> SavedModel -> graph model: on this way batch normalisation is folded into the weights
and convolution, bias and relu become one operation. (Keras 3's layers format does not load in
TF.js 4.22.)
"""

import tempfile
from pathlib import Path

from numbre.train.quiet import quiet

SHARD = 128 * 1024  # bytes a weight file: a page shows its progress file by file, each with its hash


def convert(network, folder, quantize=True):
    """Write ``model.json`` and its weight files for a Keras network into ``folder``.

    quantize=True stores every weight in 8 bits with a scale and a least value for each tensor.
    """
    with quiet(), tempfile.TemporaryDirectory() as scratch:
        from tensorflowjs.converters.tf_saved_model_conversion_v2 import convert_tf_saved_model

        saved = str(Path(scratch) / "saved")
        network.export(saved, format="tf_saved_model", verbose=False)
        convert_tf_saved_model(
            saved,
            str(folder),
            quantization_dtype_map={"uint8": True} if quantize else None,
            weight_shard_size_bytes=SHARD,
        )


def versions():
    """Return the versions of what converts, by package."""
    with quiet():
        import tensorflow
        import tensorflowjs
    return {"tensorflow": tensorflow.__version__, "tensorflowjs": tensorflowjs.__version__}
