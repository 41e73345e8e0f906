import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { exchanges } from '../../../emulator/record.ts';
import { encode } from './encode.ts';

// A setup file of the ordinary tests, while ASSAY_RECORD names a folder: what they exchange with the emulator is
// written there, each line once a process.

const folder = process.env['ASSAY_RECORD'];
if (folder === undefined) throw new Error('ASSAY_RECORD names no folder to record into');
mkdirSync(folder, { recursive: true });
const file = join(folder, `${process.pid}.ndjson`);
const written = new Set<string>();

exchanges.listener = (exchange) => {
  const line = `${JSON.stringify(encode(exchange))}\n`;
  if (written.has(line)) return;
  written.add(line);
  appendFileSync(file, line);
};
