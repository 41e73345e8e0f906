import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { python } from '../../../scripts/oracles/environment.ts';
import { ACCOUNT } from '../../adapters/aws/kit.ts';

/** A moto server of its own process: an AWS that answers over HTTP. */
export interface Moto {
  readonly endpoint: string;
  /** Forgets everything that was made. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export interface MotoOptions {
  /** An address under which Lambda functions answer by name; then state machines run as well. */
  readonly functions?: string;
  /** A file that it writes every request into, a line of JSON each. */
  readonly recording?: string;
}

/** Starts moto on a free port, with the emulator's account; throws with what it said where it does not come up. */
export async function startMoto({ functions, recording }: MotoOptions = {}): Promise<Moto> {
  const child = spawn(python, [new URL('server.py', import.meta.url).pathname], {
    env: {
      ...process.env,
      MOTO_ACCOUNT_ID: ACCOUNT,
      ...(functions !== undefined && { LAMBDA_FUNCTIONS: functions }),
      ...(recording !== undefined && { MOTO_ENABLE_RECORDING: 'yes', MOTO_RECORDER_FILEPATH: recording }),
    },
  });
  const said: string[] = [];
  // A line of its log for each request: only the last ones can be of interest, where it fails.
  createInterface(child.stderr).on('line', (line) => void (said.push(line) > 40 && said.shift()));
  const ended = once(child, 'exit');
  const port = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([line]) => Number(line)),
    ended.then(() => undefined),
  ]);
  if (port === undefined) throw new Error(`moto did not start: ${said.join('\n')}`);
  const endpoint = `http://127.0.0.1:${port}`;
  if (functions !== undefined) {
    const config = { stepfunctions: { execute_state_machine: true }, lambda: { use_docker: false } };
    await fetch(`${endpoint}/moto-api/config`, { method: 'POST', body: JSON.stringify(config) });
  }
  return {
    endpoint,
    async reset() {
      const { ok, status } = await fetch(`${endpoint}/moto-api/reset`, { method: 'POST' });
      if (!ok) throw new Error(`moto was not reset (${status}): ${said.join('\n')}`);
    },
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
