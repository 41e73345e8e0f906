import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { exchanges } from '../../../emulator/record.ts';
import { encode, outline } from './encode.ts';

// A setup file of the ordinary tests, while ASSAY_RECORD names a folder: what they exchange with the emulator is
// written there, each line once a process. Whoever asks ten thousand times in the same form is heard often enough.
const SAME_FORM = 25;

const folder = process.env['ASSAY_RECORD'];
if (folder === undefined) throw new Error('ASSAY_RECORD names no folder to record into');
mkdirSync(folder, { recursive: true });
const file = join(folder, `${process.pid}.ndjson`);
const written = new Set<string>();
const forms = new Map<string, number>();

exchanges.listener = (exchange) => {
  const encoded = encode(exchange);
  const form = `${exchange.client}.${exchange.operation} ${exchange.error} ${outline(encoded)}`;
  const count = forms.get(form) ?? 0;
  if (count >= SAME_FORM) return;
  const line = `${JSON.stringify(encoded)}\n`;
  if (written.has(line)) return;
  forms.set(form, count + 1);
  written.add(line);
  appendFileSync(file, line);
};
