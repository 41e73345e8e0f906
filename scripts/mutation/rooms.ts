import { globSync } from 'node:fs';

/** Part of the source with the tests that must kill its mutants: its own, so that no other room's luck counts. */
export interface Room {
  readonly name: string;
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

/** Names the test globs to vitest, which Stryker starts in a process of its own. */
export const TESTS_VARIABLE = 'ASSAY_MUTATION_TESTS';

const GLOBS = [
  { name: 'rules', files: ['rules/*/*.ts'], tests: ['test/rules/*/*.test.ts'] },
  { name: 'engine/iam', files: ['engine/iam/*.ts'], tests: ['test/engine/iam/*.test.ts'] },
  { name: 'engine/evidence', files: ['engine/evidence/*.ts'], tests: ['test/engine/evidence/*.test.ts'] },
  {
    name: 'engine/assessment',
    files: ['engine/assessment/*.ts'],
    tests: ['test/engine/assessment/*.test.ts'],
  },
  {
    name: 'engine/auditor-pack',
    files: ['engine/auditor-pack/*.ts'],
    tests: ['test/engine/auditor-pack/*.test.ts'],
  },
  {
    name: 'engine/remediation',
    files: ['engine/remediation/*.ts'],
    tests: ['test/engine/remediation/*.test.ts'],
  },
  { name: 'engine', files: ['engine/*.ts'], tests: ['test/engine/*.test.ts'] },
] as const;

/** The rooms, each with only the files that are wanted, sorted; without those of which none is. */
export function roomsOf(isWanted: (file: string) => boolean): readonly Room[] {
  return GLOBS.map(({ name, files, tests }) => ({
    name,
    files: globSync(files)
      .filter((file) => !isGenerated(file) && isWanted(file))
      .sort(),
    tests,
  })).filter(({ files }) => files.length > 0);
}

const isGenerated = (file: string): boolean => file.endsWith('.generated.ts');
