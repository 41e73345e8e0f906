import { benchColdStart } from './bench/cold-start.ts';
import { benchEvents } from './bench/events.ts';
import { benchGate } from './bench/gate.ts';
import { benchHtml } from './bench/html.ts';
import { benchJudge } from './bench/judge.ts';
import { benchPublish } from './bench/publish.ts';
import { benchReplay } from './bench/replay.ts';
import { printBar } from './bench/report.ts';
import { benchScan } from './bench/scan.ts';
import { benchSeal } from './bench/seal.ts';
import { benchStart } from './bench/start.ts';
import { benchSynth } from './bench/synth.ts';
import { benchVerify } from './bench/verify.ts';

/**
 * Prints each bar: where it can, a ratio between two things measured in the same run, in turn, so that a noisy
 * machine slows both.
 * Names on the command line choose: `npm run bench -- judge gate`.
 */
const benches = {
  judge: benchJudge,
  gate: benchGate,
  start: benchStart,
  replay: benchReplay,
  events: benchEvents,
  scan: benchScan,
  publish: benchPublish,
  seal: benchSeal,
  verify: benchVerify,
  synth: benchSynth,
  'cold-start': benchColdStart,
  html: benchHtml,
};
const chosen = process.argv.slice(2);

for (const [name, bench] of Object.entries(benches)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  process.stdout.write(`\n${name}\n`);
  for await (const bar of bench()) printBar(bar);
}
