import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** One mutant that no test noticed. */
export interface Survivor {
  readonly file: string;
  readonly line: number;
  readonly mutator: string;
  /** The source text that was replaced, and by what, in one line. */
  readonly original: string;
  readonly replacement: string;
}

/** What Stryker found in some files; mutants that do not run are neither detected nor survivors. */
export interface Result {
  readonly detected: number;
  readonly survivors: readonly Survivor[];
}

const position = z.object({ line: z.number(), column: z.number() });

/** As much of https://github.com/stryker-mutator/mutation-testing-elements as is read here. */
const reportSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.string(),
      mutants: z.array(
        z.object({
          mutatorName: z.string(),
          replacement: z.string(),
          status: z.string(),
          location: z.object({ start: position, end: position }),
        }),
      ),
    }),
  ),
});

type MutatedFile = z.infer<typeof reportSchema>['files'][string];
type Mutant = MutatedFile['mutants'][number];

/** Reads Stryker's JSON report. */
export function readReport(file: string): Result {
  const { files } = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const all = Object.entries(files).flatMap(([name, { source, mutants }]) =>
    mutants.map((mutant) => ({ mutant, survivor: survivorOf(name, source, mutant) })),
  );
  const having = (...statuses: string[]) => all.filter(({ mutant }) => statuses.includes(mutant.status));
  return {
    detected: having('Killed', 'Timeout').length,
    survivors: having('Survived', 'NoCoverage').map(({ survivor }) => survivor),
  };
}

const survivorOf = (file: string, source: string, mutant: Mutant): Survivor => ({
  file,
  line: mutant.location.start.line,
  mutator: mutant.mutatorName,
  original: oneLine(textAt(source, mutant.location)),
  replacement: oneLine(mutant.replacement),
});

function textAt(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, index) =>
      line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined),
    )
    .join('\n');
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Detected of all that ran, in per cent; 100 where there was nothing to detect. */
export const score = ({ detected, survivors }: Result): number =>
  detected + survivors.length === 0 ? 100 : (100 * detected) / (detected + survivors.length);

export const sum = (results: readonly Result[]): Result => ({
  detected: results.reduce((total, { detected }) => total + detected, 0),
  survivors: results.flatMap(({ survivors }) => survivors),
});
