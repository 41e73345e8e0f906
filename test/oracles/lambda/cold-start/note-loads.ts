import fs from 'node:fs';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import { fileURLToPath } from 'node:url';

// Imported by the runtime before the function: writes down every file of the bundle that is really read.

const root = `${process.env['LAMBDA_TASK_ROOT']}/`;
const list = process.env['NOTED_LOADS'] ?? '';
const { appendFileSync, readFileSync } = fs;
const noted = new Set<string>();

function note(file: unknown): void {
  if (typeof file !== 'string' || !file.startsWith(root) || noted.has(file)) return;
  noted.add(file);
  appendFileSync(list, `${file}\n`);
}

registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:')) note(fileURLToPath(url));
    return next(url, context);
  },
});

fs.readFileSync = ((file: string, options: undefined) => {
  note(file);
  return readFileSync(file, options);
}) as typeof readFileSync;
syncBuiltinESMExports();
