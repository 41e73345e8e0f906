import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

// Who may import whom. A room may always import itself, unless `alone` says otherwise.

interface Room {
  /** Other rooms, or single files of them. */
  readonly rooms: readonly string[];
  /** Packages and node builtins; a trailing `*` is a prefix. */
  readonly packages: readonly string[];
  /** Files that may import only these of their own room. */
  readonly within?: (from: string, to: string) => boolean;
}

const ENGINE_BUILTINS = ['node:crypto', 'node:zlib'];

const TABLE: Readonly<Record<string, Room>> = {
  resources: { rooms: [], packages: [] },
  frameworks: { rooms: [], packages: [] },
  engine: { rooms: ['resources', 'frameworks'], packages: [...ENGINE_BUILTINS, 'zod/mini'] },
  rules: {
    rooms: ['engine/rule.ts', 'engine/iam', 'resources', 'frameworks'],
    packages: [],
    // No rule knows another; the generated index alone names them all.
    within: (from, to) => to.startsWith('rules/_families/') || from === 'rules/index.ts',
  },
  reports: { rooms: ['engine', 'frameworks', 'resources'], packages: [] },
  adapters: {
    rooms: ['engine', 'resources'],
    packages: ['node:*', '@aws-sdk/*', '@smithy/*', 'yaml'],
    // Each window is on its own; what they share stands beside them.
    within: (from, to) => sub(from) === sub(to) || to.split('/').length === 2,
  },
  remediations: {
    rooms: ['resources', 'rules/index.ts', 'engine/remediation/plan.ts'],
    // Types alone: what is sent is data.
    packages: ['@aws-sdk/*'],
    within: (from, to) =>
      to === 'remediations/remediation.ts' || to.includes('/_') || from === 'remediations/index.ts',
  },
  emulator: { rooms: [], packages: ['node:*', '@aws-sdk/*', '@smithy/*'] },
  functions: {
    rooms: ['resources', 'frameworks', 'engine', 'rules', 'reports', 'adapters', 'remediations'],
    packages: ['*'],
  },
  cli: {
    rooms: [
      'resources',
      'frameworks',
      'engine',
      'rules',
      'reports',
      'adapters',
      'remediations',
      'emulator',
      'functions',
      'infra/remediation-definition.ts',
    ],
    packages: [
      'node:*',
      'zod/mini',
      'zod/v4/locales/en.js',
      'yaml',
      'fflate',
      '@aws-sdk/*',
      'aws-local-stepfunctions',
    ],
  },
  infra: {
    // What there is to judge, to read and to be told; never the judge, nor an adapter that runs.
    rooms: [
      'resources',
      'rules/index.ts',
      'remediations',
      'engine/canary.ts',
      'engine/config-rules.ts',
      'engine/evidence/daily-seals.ts',
      'engine/evidence/record.ts',
      'engine/look.ts',
      'engine/remediation/mode.ts',
      'engine/rule.ts',
      'engine/settings.ts',
      'engine/settings-schema.ts',
      'engine/waiver.ts',
      'adapters/aws/listers/index.ts',
      'adapters/aws/readers/index.ts',
      'functions/_runtime/env.ts',
      'functions/_runtime/observability.ts',
      'scripts/lazy-entry.ts',
      'scripts/lazy-source.ts',
    ],
    packages: ['node:*', 'aws-cdk-lib*', 'cdk-nag*', 'constructs', 'esbuild', 'yaml', 'zod'],
    // Stacks are made of constructs, and no construct knows a stack; only the app has side effects.
    within: (from, to) =>
      to !== 'infra/app.ts' && !(from.startsWith('infra/constructs/') && to.startsWith('infra/stacks/')),
  },
};

const sub = (path: string): string => path.split('/')[1] ?? '';

interface Import {
  readonly from: string;
  readonly to: string;
}

const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
  encoding: 'utf8',
})
  .split('\n')
  // Git still lists what was removed and not yet committed.
  .filter((path) => Object.hasOwn(TABLE, path.split('/')[0] ?? '') && existsSync(path));

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|import\(\s*'([^']+)'\s*\)/g;

function importsOf(path: string): Import[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(IMPORT)].map(([, a, b, c]) => {
    const to = a ?? b ?? c ?? '';
    return { from: path, to: to.startsWith('.') ? posix.join(posix.dirname(path), to) : to };
  });
}

const isRelative = (to: string): boolean => /^[a-z]+\//.test(to) && to.endsWith('.ts');

function isAllowed({ from, to }: Import): boolean {
  const roomName = from.split('/')[0] ?? '';
  const room = TABLE[roomName];
  if (!room) return false;
  if (!isRelative(to)) return room.packages.some((allowed) => matches(allowed, to));
  if (to.startsWith(`${roomName}/`)) return room.within?.(from, to) ?? true;
  return room.rooms.some((allowed) => to === allowed || to.startsWith(`${allowed}/`));
}

const matches = (allowed: string, to: string): boolean =>
  allowed.endsWith('*') ? to.startsWith(allowed.slice(0, -1)) : to === allowed;

describe('the house', () => {
  const imports = sources.flatMap(importsOf);

  it('has imports to look at in every room that it lists and that exists', () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  it('keeps to the table of who may import whom', () => {
    const forbidden = imports
      .filter((each) => !isAllowed(each))
      .map(({ from, to }) => `${from} must not import ${to}`);
    expect(forbidden).toEqual([]);
  });

  it('finds a forbidden import when there is one', () => {
    expect(isAllowed({ from: 'rules/sagemaker/a.ts', to: 'rules/sagemaker/b.ts' })).toBe(false);
    expect(isAllowed({ from: 'engine/judge.ts', to: 'node:fs' })).toBe(false);
    expect(isAllowed({ from: 'resources/a.ts', to: 'engine/rule.ts' })).toBe(false);
    expect(isAllowed({ from: 'engine/judge.ts', to: 'resources/resource.ts' })).toBe(true);
  });

  it('has an engine without clock, environment or process', () => {
    const impure = sources
      .filter(
        (path) => path.startsWith('engine/') || path.startsWith('rules/') || path.startsWith('resources/'),
      )
      .filter((path) =>
        /\bDate\.now\(|new Date\(\)|\bprocess\.|\bMath\.random\(|\bperformance\./.test(
          readFileSync(path, 'utf8'),
        ),
      );
    expect(impure).toEqual([]);
  });

  it('never branches on a specific type in shared code', () => {
    const branching = sources
      .filter((path) => /^(engine|reports|functions|adapters\/templates)\//.test(path))
      .filter((path) =>
        /===\s*'AWS::(?!NoValue|Region|Partition|AccountId|CloudFormation|Serverless|Stack|URLSuffix|Notification|SSM::Parameter|::)/.test(
          readFileSync(path, 'utf8'),
        ),
      );
    expect(branching).toEqual([]);
  });
});
