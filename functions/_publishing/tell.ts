import type { RecallAll } from '../../adapters/aws/postures.ts';
import { asffOf } from '../../adapters/aws/security-hub/asff.ts';
import type { Failure } from '../../adapters/aws/security-hub/failure.ts';
import type { Publication, Publish } from '../../adapters/aws/security-hub/publisher.ts';
import { noteText } from '../../engine/hub-note.ts';
import type { Posture } from '../../engine/posture.ts';
import { wordsOf } from './words.ts';

/** A finding of which something is to be told. */
export interface Pending {
  readonly key: string;
  readonly rule: string;
  /** Its workflow was set, and may not have been said yet. */
  readonly says: boolean;
  /** As the bearer of the news saw it. */
  readonly seen?: Posture;
}

/** Findings that are not told, and why. */
export type Untold = ReadonlyMap<Pending, Failure & { readonly account: string }>;

/** Tells findings as posture holds them now. */
export type Tell = (pending: readonly Pending[]) => Promise<Untold>;

export interface TellOptions {
  readonly recallAll: RecallAll;
  readonly publish: Publish;
  /** The account and Region that the function runs in. */
  readonly account: string;
  readonly region: string;
}

/**
 * News is but the bell: what is told is the posture of this moment, so that nothing is told that is over, and a word
 * that a person has overruled in the meantime is not said again.
 */
export function tellWith({ recallAll, publish, ...place }: TellOptions): Tell {
  return async (pending) => {
    const current = await recallAll(pending.map(({ key }) => key));
    const publications = new Map(
      pending.flatMap((each): [Pending, Publication][] => {
        const publication = publicationOf(each, newerOf(current.get(each.key), each.seen), place);
        return publication ? [[each, publication]] : [];
      }),
    );
    const failures = await publish(oneEach([...publications.values()]));
    return new Map(
      [...publications].flatMap(([each, { finding }]) => {
        const failure = failures.get(finding.Id);
        return failure ? [[each, { ...failure, account: finding.AwsAccountId }] as const] : [];
      }),
    );
  };
}

/** Security Hub takes a finding once a call; if one of its bearers has a word to say, it is said. */
function oneEach(publications: readonly Publication[]): readonly Publication[] {
  const byId = new Map<string, Publication>();
  for (const each of publications) {
    if (each.word || !byId.has(each.finding.Id)) byId.set(each.finding.Id, each);
  }
  return [...byId.values()];
}

/** A table that was restored is behind its own stream. */
function newerOf(current: Posture | undefined, seen: Posture | undefined): Posture | undefined {
  if (current === undefined || seen === undefined) return current ?? seen;
  return current.generation < seen.generation ? seen : current;
}

function publicationOf(
  { key, rule, says }: Pending,
  posture: Posture | undefined,
  { account, region }: { readonly account: string; readonly region: string },
): Publication | undefined {
  const known = posture?.rules[rule];
  if (posture === undefined || known?.hub === undefined) return undefined;
  const { hub, waiver } = known;
  const { word, workflow, updatedAt } = hub;
  const finding = asffOf({
    rule,
    words: wordsOf(rule),
    posture: { ...known, hub },
    ref: posture.ref,
    key,
    generation: posture.generation,
    account: posture.ref.account || account,
    region,
  });
  const isToBeSaid = word !== undefined && (says || word.at === updatedAt);
  return {
    finding,
    ...(isToBeSaid && { word: { ...word, workflow, text: noteText(word.note, waiver) } }),
  };
}
