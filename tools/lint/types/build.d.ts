/** Returns a font with only these characters, in a format; axes of a variable font are fixed. */
declare module 'subset-font' {
  type Options = {
    targetFormat: 'woff2';
    variationAxes: Record<string, number>;
    keepFeatures: string[];
    noHinting: boolean;
  };
  export default function subsetFont(font: Uint8Array, characters: string, options: Options): Promise<Uint8Array>;
}
