import { describe, expect, it } from 'vitest';
import { digestOf } from '../../engine/canonical.ts';
import { judgeAgain } from '../../engine/evidence/pack.ts';
import { type EvaluationRecord, evaluationRecord } from '../../engine/evidence/record.ts';
import { type OpenPack, type ReplayedVerdict, replayArchive } from '../../engine/evidence/replay.ts';
import { surveyArchive } from '../../engine/evidence/survey.ts';
import { createArchiveWriter } from '../../engine/evidence/writer.ts';
import { createJudge, type Judge, type Neighbourhood } from '../../engine/judge.ts';
import type { Example, Rule } from '../../engine/rule.ts';
import { takeNotes } from '../../functions/_evaluation/notes.ts';
import type { Resource, ResourceRef } from '../../resources/resource.ts';
import { shapeOf } from '../../resources/shapes.ts';
import { rules } from '../../rules/index.ts';
import { type Files, home, sourceOf, storeIn, testSigner } from '../engine/evidence/archive.ts';
import { definitionOf } from '../support/judge-rule.ts';

// What a record keeps is enough for every rule to give the same verdict again, and never the whole configuration.

const TIME = '2026-03-01T20:00:00.000Z';
const signer = testSigner();
const SECRET = 'nobody reads this';
/** As a reader may find it beside what the rule asks for. */
const UNREAD = { AssayUnreadProperty: SECRET };

const judgeOf = (rule: Rule, { parameters = {} }: Example): Judge =>
  createJudge({
    rules: [rule],
    shapeOf,
    definitionOf,
    isAiType: () => true,
    parameters: { [rule.id]: parameters },
  });

const around = ({ related = {}, referrers = [] }: Example): Neighbourhood => ({
  referrers: () => referrers,
  follow(reference, type, from) {
    const properties = related[reference];
    if (!properties) return { unreadable: `${reference} cannot be read` };
    return { resource: { ...from, type, id: reference, properties: { ...properties, ...UNREAD } } };
  },
});

function recordOf(rule: Rule, example: Example, index: number): EvaluationRecord {
  const resource: Resource = {
    type: rule.resourceType === '*' ? 'AWS::SageMaker::NotebookInstance' : rule.resourceType,
    id: `example-${index}`,
    partition: 'aws',
    account: home.account,
    region: example.region ?? null,
    source: 'live',
    properties: { ...example.properties, ...UNREAD },
  };
  const notes = takeNotes(judgeOf(rule, example), around(example));
  const judgements = notes.judge.judge(resource, notes.neighbourhood);
  return evaluationRecord({
    resource,
    trigger: { kind: 'sweep', time: TIME },
    judgements,
    recordedAt: new Date(TIME),
    readProperties: notes.readProperties,
    hmacKey: Buffer.from('key'),
    packDigest: 'a'.repeat(64),
    inputDigest: 'a'.repeat(64),
    settingsDigest: digestOf(index),
    related: notes.related(),
    referrers: example.referrers ?? [],
  });
}

async function replayed(rule: Rule, examples: readonly Example[]): Promise<ReplayedVerdict[]> {
  const files: Files = new Map();
  const clock = () => new Date(TIME);
  const writer = createArchiveWriter({
    store: storeIn(files),
    signer,
    clock,
    packDigest: () => 'a'.repeat(64),
  });
  const records = examples.map((example, index) => recordOf(rule, example, index));
  expect(JSON.stringify(records)).not.toContain(SECRET);
  await writer.append(home, records);
  await writer.seal();
  const source = sourceOf(files);
  const keyOf = ({ type, id }: ResourceRef) => `${type} ${id}`;
  const asked = new Map(examples.map((example, index) => [digestOf(index), judgeOf(rule, example)]));
  const pack: OpenPack = {
    packDigest: 'a'.repeat(64),
    async judge({ digest }, question) {
      const judge = asked.get(digest);
      // As it comes out of another thread, or another year.
      return judge ? judgeAgain({ judge, definitionOf }, structuredClone(question)) : [];
    },
  };
  const survey = await surveyArchive(source, { keyOf });
  const options = { keyOf, survey, packOf: async () => pack, settingsOf: async () => ({}), current: pack };
  const found: ReplayedVerdict[] = [];
  for await (const each of replayArchive(source, options)) found.push(each);
  return found;
}

describe('a record keeps enough to be judged again', () => {
  it.each(rules.map((rule) => ({ id: rule.id, rule })))('by $id, in all of its examples', async ({
    rule,
  }) => {
    const { compliant, nonCompliant } = rule.examples;
    const examples = [...compliant, ...nonCompliant];
    const found = await replayed(rule, examples);
    expect(found).toHaveLength(examples.length);
    expect(found.filter(({ outcome }) => outcome !== 'same')).toEqual([]);
    expect(found.map(({ recorded }) => recorded)).toEqual([
      ...compliant.map(() => 'COMPLIANT'),
      ...nonCompliant.map(() => 'NON_COMPLIANT'),
    ]);
  });
});
