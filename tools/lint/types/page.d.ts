/** Set by the build: JSON, see network/bundle.js. */
declare const __SIZES__: string;
declare const __DEFAULT_FILES__: string;
declare const __OTHER_FILES__: string;

/** Built files: their URL. */
declare module '*.wasm' {
  const url: string;
  export default url;
}
declare module '*.woff2' {
  const url: string;
  export default url;
}
declare module '*.bin' {
  const url: string;
  export default url;
}
