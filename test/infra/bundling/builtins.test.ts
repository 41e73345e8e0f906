import { describe, expect, it } from 'vitest';
import { plainBuiltins } from '../../../infra/bundling/builtins.ts';
import { manifestVersions } from '../../../infra/bundling/manifests.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { bundled, printed } from './kit.ts';

const folder = temporaryFolder();

const SOURCE = `
  import { createHash } from 'node:crypto';
  import { EventEmitter } from 'events';
  import fs, { ReadStream } from 'node:fs';
  import * as https from 'node:https';
  import process from 'node:process';
  import manifest from '@aws-sdk/client-sqs/package.json';

  class Bell extends EventEmitter {}
  export const hash = (text) => createHash('sha256').update(text).digest('hex').slice(0, 8);
  export const isStream = (value) => value instanceof ReadStream;
  export const open = () => fs.createReadStream('/dev/null');
  export const port = () => https.globalAgent.defaultPort;
  export const ring = () => { let rang = 0; new Bell().on('x', () => { rang += 1; }).emit('x'); return rang; };
  export const listens = () => process.on('SIGUSR2', () => {}) === globalThis.process;
  export const late = async () => {
    const { default: http, request } = await import('node:http');
    return [typeof request, typeof http.request];
  };
  export const isLoaded = (name) => globalThis.process.moduleLoadList.includes('NativeModule ' + name);
  export { manifest };`;

describe("Node's own modules in a bundle", () => {
  it('load when they are used, and not before; and work as ever', async () => {
    const entry = await bundled(folder, SOURCE, () => ({ plugins: [plainBuiltins, manifestVersions] }));
    const script = `
      const made = await import('${entry}');
      const before = ['crypto', 'https', 'internal/fs/streams', 'internal/deps/undici/undici'].map(made.isLoaded);
      console.log(JSON.stringify({
        before, hash: made.hash('a'), isStream: [made.isStream(made.open()), made.isStream({})], port: made.port(),
        ring: made.ring(), listens: made.listens(), late: await made.late(), manifest: made.manifest,
        fetch: made.isLoaded('internal/deps/undici/undici'),
      }));
      process.exit();`;
    expect(printed(folder, script)).toEqual({
      before: [false, false, false, false],
      hash: 'ca978112',
      isStream: [true, false],
      port: 443,
      ring: 1,
      listens: true,
      late: ['function', 'function'],
      manifest: { version: expect.stringMatching(/^3\.\d+\.\d+$/) },
      // An import of node:http by an ES module loads it.
      fetch: false,
    });
  });
});
