import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Survivor } from './report.ts';

/**
 * Survivors by file, each with the reason why no test kills it. Not by line, which every edit moves: one entry
 * speaks for all mutants of the file that replace the same text by the same.
 */
const explainedSchema = z.record(
  z.string(),
  z.array(
    z.strictObject({
      mutator: z.string(),
      original: z.string(),
      replacement: z.string(),
      because: z.string().min(10),
    }),
  ),
);

export type Explained = z.infer<typeof explainedSchema>;

export const readExplained = (file: string): Explained =>
  explainedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

type Entry = Explained[string][number];

const isAbout =
  ({ mutator, original, replacement }: Omit<Survivor, 'file' | 'line'>) =>
  (entry: Entry): boolean =>
    entry.mutator === mutator && entry.original === original && entry.replacement === replacement;

/** Why a survivor may live, or undefined. */
export const reasonFor = (explained: Explained, survivor: Survivor): string | undefined =>
  explained[survivor.file]?.find(isAbout(survivor))?.because;

/** Entries about files that were mutated, whose mutant is dead or gone. */
export function stale(
  explained: Explained,
  files: readonly string[],
  survivors: readonly Survivor[],
): readonly (Entry & { readonly file: string })[] {
  return files.flatMap((file) =>
    (explained[file] ?? [])
      .filter((entry) => !survivors.some((survivor) => survivor.file === file && isAbout(survivor)(entry)))
      .map((entry) => ({ file, ...entry })),
  );
}
