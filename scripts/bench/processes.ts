import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { median } from './report.ts';

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

/** Wall time of a whole process in milliseconds; its output goes to nowhere. */
async function wallTime({ command, args }: Program): Promise<number> {
  const sink = openSync(devNull, 'w');
  const before = performance.now();
  const [status, signal] = await once(spawn(command, args, { stdio: ['ignore', sink, 'ignore'] }), 'exit');
  const time = performance.now() - before;
  closeSync(sink);
  if (signal || status === null) throw new Error(`${command} ended by ${signal}`);
  return time;
}

/** Median wall times of several programs, run in turn: A B C A B C …, after one round that does not count. */
export async function compareProcesses(programs: readonly Program[], rounds: number): Promise<number[]> {
  const times = programs.map((): number[] => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, program] of programs.entries()) {
      const time = await wallTime(program);
      if (round >= 0) times[index]?.push(time);
    }
  }
  return times.map(median);
}

/** Peak resident memory of a process in MB, as it says itself when it ends. */
export function peakMemory(args: readonly string[]): number {
  const report =
    "process.on('exit',()=>require('fs').writeSync(2,'\\npeak '+process.resourceUsage().maxRSS+'\\n'))";
  const preload = `data:text/javascript,${encodeURIComponent(`import{createRequire}from'node:module';const require=createRequire('/');${report}`)}`;
  const { stderr } = spawnSync(process.execPath, ['--import', preload, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [, kilobytes] = /peak (\d+)/.exec(stderr) ?? [];
  return Number(kilobytes) / 1024;
}
