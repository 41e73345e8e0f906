import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundle, functionNames } from './bundle.ts';
import type { UserFiles } from './config.ts';
import type { CodeOf } from './constructs/operations.ts';

/** Functions that are bundled and lie in a folder for as long as synthesis needs them. */
export interface BundledCode {
  readonly code: CodeOf;
  remove(): Promise<void>;
}

/** Bundles all functions, at once: one after the other takes most of synthesis. */
export async function bundledCode(files: UserFiles): Promise<BundledCode> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-functions-'));
  await Promise.all(functionNames.map((name) => bundle(name, join(folder, name), files)));
  return {
    code: (name) => Code.fromAsset(join(folder, name)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
