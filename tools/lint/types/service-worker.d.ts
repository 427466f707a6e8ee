/** Set by the build. */
declare const __SITE__: { version: string; shell: string[]; files: Record<string, string> };
