import { renameSync, rmdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundle, functionNames } from './bundle.ts';
import type { UserFiles } from './config.ts';
import type { CodeOf } from './constructs/operations.ts';

/** Functions that are bundled, and wait in a folder for synthesis to fetch them. */
export interface BundledCode {
  readonly code: CodeOf;
  /** The folder, with what nobody has fetched. */
  remove(): Promise<void>;
}

/** What the functions are told besides by variables, which have no room for it. */
export interface CodeProps {
  readonly files: UserFiles;
  /** Ids of the accounts that are watched besides the one deployed to. */
  readonly members: readonly string[];
  /** Of the cloud assembly. */
  readonly outdir: string;
}

/** Bundles all functions at once: one after the other takes most of synthesis. */
export async function bundledCode({ files, members, outdir }: CodeProps): Promise<BundledCode> {
  await mkdir(outdir, { recursive: true });
  const folder = await mkdtemp(join(outdir, 'functions-'));
  await Promise.all(
    functionNames.map(async (name) => {
      await bundle(name, join(folder, name), files);
      if (members.length > 0) await writeFile(join(folder, name, 'members.json'), JSON.stringify(members));
    }),
  );
  return {
    code: (name) => codeIn(join(folder, name), name),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Moved into the assembly, not copied: hundreds of small files a function. */
function codeIn(folder: string, name: string): Code {
  return Code.fromAsset(fileURLToPath(new URL('../functions', import.meta.url)), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never run. The command tells one function from another where the CDK remembers what it has bundled.
      image: DockerImage.fromRegistry('none'),
      command: [name],
      local: {
        tryBundle(outdir) {
          rmdirSync(outdir);
          renameSync(folder, outdir);
          return true;
        },
      },
    },
  });
}
