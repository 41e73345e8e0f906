import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../../infra/bundle.ts';
import { type Lambda, startLambda } from '../lambda/lambda.ts';

/** How one execution environment is set up. */
export interface Setting {
  readonly env: Readonly<Record<string, string>>;
  /** By how many milliseconds its clock is wrong; default 0. */
  readonly clockShift?: number;
}

/** Functions in the very files that the stacks deploy, under AWS's runtime client. */
export interface Bundled {
  start(name: string, setting: Setting): Promise<Lambda>;
  remove(): Promise<void>;
}

/** `members`: the accounts that the deployment lists. */
export async function bundledFunctions(
  names: readonly string[],
  members: readonly string[] = [],
): Promise<Bundled> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-functions-'));
  const running: Lambda[] = [];
  const bundles = names.map(async (name) => {
    await bundle(name, join(folder, name), { settings: {}, waivers: [] });
    if (members.length > 0) writeFileSync(join(folder, name, 'members.json'), JSON.stringify(members));
  });
  await Promise.all(bundles);
  return {
    async start(name, { env, clockShift = 0 }) {
      const lambda = await startLambda({
        bundle: join(folder, name),
        handler: 'index.handler',
        functionName: `assay-${name}`,
        env: { ...env, ...(clockShift !== 0 && { NODE_OPTIONS: `--import=${shifted(clockShift)}` }) },
      });
      running.push(lambda);
      return lambda;
    },
    async remove() {
      await Promise.all(running.map((lambda) => lambda.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A module after which the clock of its process goes wrong by so much. */
function shifted(milliseconds: number): string {
  const source = `const Right = Date; globalThis.Date = class Date extends Right {
    constructor(...given) { if (given.length === 0) super(Right.now() + ${milliseconds}); else super(...given); }
    static now() { return Right.now() + ${milliseconds}; }
  };`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
