import { shardName } from '../../engine/evidence/layout.ts';
import { OUTCOMES, type Outcome, type ReplayedVerdict } from '../../engine/evidence/replay.ts';
import { visible } from '../../reports/text.ts';
import { Output, palette } from '../terminal.ts';

export const ARCHIVE_FORMATS = ['text', 'json'] as const;

/** How many verdicts came to what. */
export interface ArchiveSummary {
  readonly verdicts: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Pack digest → evaluations. */
  readonly packs: Readonly<Record<string, number>>;
  /** Of the rules that this version judges by. */
  readonly current: string;
  /** ISO 8601: up to when the archive is proven; null where it was not verified. */
  readonly provenUntil: string | null;
}

/** Verdicts go out one by one: a large archive costs no memory. */
export interface ArchiveReport {
  verdict(verdict: ReplayedVerdict): void;
  end(summary: ArchiveSummary): void;
}

export const noOutcomes = (): Record<Outcome, number> =>
  Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;

export const archiveReport = (format: (typeof ARCHIVE_FORMATS)[number], all: boolean): ArchiveReport =>
  format === 'json' ? jsonReport(all) : textReport(all);

const isListed = ({ outcome }: ReplayedVerdict, all: boolean): boolean => all || outcome !== 'same';

function jsonReport(all: boolean): ArchiveReport {
  const output = new Output();
  let separator = '\n';
  output.write('{"verdicts":[');
  return {
    verdict(verdict) {
      if (!isListed(verdict, all)) return;
      output.write(separator + JSON.stringify(verdict));
      separator = ',\n';
    },
    end(summary) {
      output.write(`\n],"summary":${JSON.stringify(summary)}}\n`);
      output.flush();
    },
  };
}

const TITLES: Readonly<Record<Outcome, string>> = {
  same: 'the same today',
  'rule-changed': 'the rule changed',
  'resource-changed': 'the resource changed',
  'surroundings-changed': 'what it refers to changed',
  'settings-changed': 'the settings changed',
  'not-reproduced': 'NOT REPRODUCED',
  'not-judged': 'cannot be judged again',
};

function textReport(all: boolean): ArchiveReport {
  const output = new Output();
  const styles = palette();
  const styled = (outcome: Outcome, text: string): string => {
    if (outcome === 'not-reproduced') return styles.red(text);
    return outcome === 'same' ? styles.green(text) : styles.yellow(text);
  };
  return {
    verdict(verdict) {
      if (!isListed(verdict, all)) return;
      const { outcome, changes, because, rule, key, recordedAt, recorded, place } = verdict;
      const title = changes.length > 1 ? changes.map((each) => TITLES[each]).join(', ') : TITLES[outcome];
      output.write(`${styled(outcome, title)}  ${styles.bold(visible(key))}  ${visible(rule)}\n`);
      const where = `${shardName(place.shard)} record ${place.sequence}`;
      const more = because === '' ? '' : `; ${visible(because)}`;
      output.write(styles.dim(`  ${recordedAt}  ${where}: ${recorded}${more}\n`));
    },
    end({ verdicts, outcomes, packs, provenUntil }) {
      const counts = OUTCOMES.filter((outcome) => outcomes[outcome] > 0).map(
        (outcome) => `${outcomes[outcome]} ${TITLES[outcome]}`,
      );
      const proven = provenUntil === null ? 'not verified' : `proven until ${provenUntil}`;
      const by = Object.keys(packs).length;
      output.write(
        `\n${verdicts} verdicts of ${by} rule pack${by === 1 ? '' : 's'} (${proven}): ${counts.join(', ') || 'none'}\n`,
      );
      output.flush();
    },
  };
}
