import {
  coldStarts,
  MAX_FIRST,
  MAX_INIT,
  MAX_LOADED_BYTES,
} from '../../test/oracles/lambda/cold-start/measure.ts';
import prepareOracles from '../oracles/environment.ts';
import { type Bar, milliseconds } from './report.ts';

const ROUNDS = 15;

/** A cold start of each function under AWS's own runtime client, against that of an empty handler. */
export async function* benchColdStart(): AsyncGenerator<Bar> {
  prepareOracles();
  const starts = await coldStarts();
  try {
    for (const name of starts.names) {
      const times = await starts.times([name], ROUNDS);
      const { init = Number.NaN, first = Number.NaN, emptyMs = Number.NaN } = times.get(name) ?? {};
      const { initBytes, firstBytes } = await starts.loads(name);
      const detail = `empty ${milliseconds(emptyMs)}`;
      yield { what: `${name}: init`, value: init, unit: 'times', atMost: MAX_INIT, detail };
      yield { what: `${name}: init and first`, value: first, unit: 'times', atMost: MAX_FIRST, detail };
      yield {
        what: `${name}: loaded`,
        value: firstBytes / 1000,
        unit: 'kB',
        atMost: MAX_LOADED_BYTES / 1000,
        detail: `${(initBytes / 1000).toFixed(0)} kB of them by init`,
      };
    }
  } finally {
    starts.close();
  }
}
