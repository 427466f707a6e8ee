/**
 * Messages between the page and the worker. The page sends requests; for each, the worker answers once, after any number
 * of partial readings. Types only.
 *
 * @typedef {import('../recognize/recognize.js').Reading} Reading
 * @typedef {import('../network/graph.js').Values} Values
 * @typedef {import('./strokes.js').PackedDrawing} PackedDrawing
 *
 * @typedef {object} Requests by type: what is asked for
 * @property {{name: string, bundle: import('../network/graph.js').Bundle, isNewer?: boolean}} open a network, before all
 *   requests for it; isNewer: in place of an older one of that name
 * @property {{name: string, drawing: PackedDrawing, alternatives: number}} read the drawing on the pad; a newer request of
 *   this type ends an older one, which is then answered by null
 * @property {{name: string, drawing: PackedDrawing, hint: import('../recognize/hints.js').Hint}} recognize another drawing
 * @property {{name: string, rasters: Float32Array} | {name: string, drawings: {strokes: PackedDrawing, counts: number[]},
 *   placements?: import('../ink/raster.js').Placement[]}} classify rasters, or drawings, one digit each; counts: strokes of
 *   each drawing; placements: of each, where they are not as in training
 * @property {{name: string, drawing: PackedDrawing, nodes: string[]}} trace a drawing through a network
 * @property {{name: string, nodes: string[]}} weights of a network
 * @property {{name: string, examples: {drawings: {strokes: PackedDrawing, counts: number[]}, graphemes: string[]}}} learn a
 *   writer's hand from all its examples, in place of earlier ones: from the answer on, `read` and `recognize` know it. Without
 *   examples it is forgotten; a network opened anew knows none
 * @property {{source: import('./picture.js').Source, frame?: import('./picture.js').Frame, shown?: number, turns?: number}}
 *   picture to trace; readings of its strokes then know their pixels; shown: longer side, at most, in pixels, of the picture to
 *   be shown; turns: see client.js
 * @property {{}} chooseBackend for all networks: the faster one, once one has been opened; a sign says which
 *
 * @typedef {object} Answers by type
 * @property {null} open
 * @property {Reading | null} read
 * @property {Reading} recognize
 * @property {Float32Array} classify n * classes.length probabilities
 * @property {{input: Float32Array, activations: Values[]}} trace the network's input, and the outputs of the nodes
 * @property {Values[]} weights
 * @property {null} learn
 * @property {import('./picture.js').TracedPicture} picture
 * @property {null} chooseBackend
 *
 * @typedef {{[T in keyof Requests]: {id: number, type: T, sent: number} & Requests[T]}[keyof Requests]} Request with a number
 *   that its answer repeats; sent: as Date.now(). 0: nobody waits for the answer. A reader in place of another is sent by it
 *   what that one knew; what is asked later waits until it has learned the hand again
 *
 * @typedef {{id: number, partial: Reading} | {id: number, answer: Answers[keyof Answers]} |
 *   {id: number, failure: {name: string, message: string}}} Reply
 * @typedef {{id: number, index: number, graphemes: import('../recognize/predictions.js').Grapheme[]}} Rest more graphemes of
 *   a prediction of the reading that follows
 * @typedef {{id: number} | {started: true} | {backend?: 'cpu' | 'wasm', files: string[]}} Sign that the
 *   worker works; the URLs of all that it has fetched, and which backend it uses from now on, once that is decided
 * @typedef {Reply | Rest | Sign} Message from the worker
 */

export {};
