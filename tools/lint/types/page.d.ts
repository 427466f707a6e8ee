/** Set by the build: JSON of {name: {file: {hash: base64 sha256, bytes}}}. */
declare const __BUNDLES__: string;

/** Built files: their URL. */
declare module '*.wasm' {
  const url: string;
  export default url;
}
