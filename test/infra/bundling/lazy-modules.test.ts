import { beforeAll, describe, expect, it } from 'vitest';
import { listers } from '../../../adapters/aws/listers/index.ts';
import { readers } from '../../../adapters/aws/readers/index.ts';
import { accessLevels } from '../../../engine/iam/access-levels.generated.ts';
import { plainBuiltins } from '../../../infra/bundling/builtins.ts';
import { clientsApart } from '../../../infra/bundling/clients.ts';
import { lazyEntryPoints, lazyModules } from '../../../infra/bundling/lazy-modules.ts';
import { FUNCTIONS, INDEXES, TABLES } from '../../../infra/bundling/lazy-paths.ts';
import { remediations } from '../../../remediations/index.ts';
import { definitions } from '../../../resources/index.ts';
import { eventTable, stateEventTable, typeTable } from '../../../resources/locate.generated.ts';
import { generatedShapes } from '../../../resources/shapes.generated.ts';
import { packDigest, rules } from '../../../rules/index.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { bundled, printed } from './kit.ts';

const folder = temporaryFolder();
const root = new URL('../../../', import.meta.url).pathname;
const validator = FUNCTIONS.filter((path) => path === 'engine/settings-schema.ts');
const paths = [...INDEXES, ...TABLES].map(({ path }) => path).concat(validator);

let entry: string;
beforeAll(async () => {
  const source = paths.map((path) => `export * from '${root}${path}';`).join('\n');
  entry = await bundled(folder, source, async (file) => ({
    entryPoints: await lazyEntryPoints(paths),
    plugins: [plainBuiltins, lazyModules(file), clientsApart],
  }));
}, 60_000);

/** Functions as a word: that they are there is all that can be compared. */
const plain = (value: unknown): unknown =>
  typeof value === 'function'
    ? 'a function'
    : Array.isArray(value)
      ? value.map(plain)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]))
        : value;

describe('a bundle that loads late', () => {
  it.each([
    ['rules', rules],
    ['definitions', definitions],
    ['readers', readers],
    ['listers', listers],
    ['remediations', remediations],
    ['generatedShapes', generatedShapes],
    ['typeTable', typeTable],
    ['eventTable', eventTable],
    ['stateEventTable', stateEventTable],
    ['accessLevels', accessLevels],
    ['packDigest', packDigest],
  ])('has the same %s, each whole once it is asked', (name, expected) => {
    // An entry says all that it has once it was asked for something that is not known of it.
    const script = `
      const { ${name}: value } = await import('${entry}');
      const plain = (value) => typeof value === 'function' ? 'a function' : Array.isArray(value) ? value.map(plain)
        : typeof value === 'object' && value !== null ? whole(value) : value;
      const whole = (value) => {
        for (const member of ['evaluate', 'idFrom', 'references', 'read', 'list']) value[member];
        return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
      };
      console.log(JSON.stringify(plain(value)));`;
    expect(printed(folder, script)).toEqual(JSON.parse(JSON.stringify(plain(expected))));
  });

  it('can have every module of functions wait', async () => {
    expect(Object.keys(await lazyEntryPoints(FUNCTIONS))).toHaveLength(FUNCTIONS.length);
  });

  it('runs a rule with all that it stands on', () => {
    const script = `
      const { rules } = await import('${entry}');
      const { examples, evaluate } = rules.find(({ id }) => id === 'sagemaker-notebook-root-access');
      const status = ([{ properties }]) => evaluate({ properties }, { parameters: {} }).status;
      console.log(JSON.stringify([status(examples.compliant), status(examples.nonCompliant)]));`;
    expect(printed(folder, script)).toEqual(['COMPLIANT', 'NON_COMPLIANT']);
  });

  it('validates with what it loads for that', () => {
    const script = `
      const { rules, settingsSchema } = await import('${entry}');
      const read = (value) => settingsSchema(rules).safeParse(value).success;
      console.log(JSON.stringify([read({ profile: 'sensitive' }), read({ profile: 'loose' })]));`;
    expect(printed(folder, script)).toEqual([true, false]);
  });
});
