import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { locate } from '../../resources/locate.ts';
import { corrections, singletons } from '../../scripts/data/locate-corrections.ts';

const Types = z.array(
  z.object({
    type: z.string(),
    service: z.string(),
    source: z.string(),
    arn: z.string().optional(),
    events: z.array(z.object({ name: z.string(), candidates: z.array(z.string()).optional() })),
  }),
);
const types = Types.parse(
  JSON.parse(readFileSync(new URL('../../scripts/data/resource-types.json', import.meta.url), 'utf8')),
);
type Type = (typeof types)[number];

const account = '123456789012';
const region = 'eu-west-1';

function arnOf(type: Type): string {
  const where: Record<string, string> = { Partition: 'aws', Region: region, Account: account };
  const pattern = type.arn ?? `arn:\${Partition}:${type.service}:\${Region}:\${Account}:thing/\${Id}`;
  return pattern.replace(/\$\{(\w+)\}/g, (_, name: string) => where[name] ?? `${name.toLowerCase()}-1`);
}

/** The value at a path such as `job.arns[]`, wrapped as a record would have it. */
function wrapped(path: readonly string[], value: string): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  const inner = wrapped(rest, value);
  return head.endsWith('[]') ? { [head.slice(0, -2)]: [inner] } : { [head]: inner };
}

function recordFor(type: Type, name: string, { path, value }: { path: string; value: string }) {
  const [root, ...members] = path.split('.');
  return {
    eventSource: type.source,
    eventName: name,
    awsRegion: region,
    recipientAccountId: account,
    requestParameters: root === 'q' ? wrapped(members, value) : null,
    responseElements: root === 's' ? wrapped(members, value) : null,
  };
}

const isCorrected = (type: string, name: string): boolean =>
  corrections.some((c) => c.type === type && (c.events === undefined || c.events.includes(name)));

const rows = types.flatMap((type) =>
  type.events
    .filter((event) => !isCorrected(type.type, event.name) && !singletons.includes(type.type))
    .flatMap((event) => (event.candidates ?? []).map((candidate) => ({ type, event, candidate }))),
);

describe('the table of events', () => {
  it('has all 270 types of the catalogue, each with an event', () => {
    expect(types).toHaveLength(270);
    expect(types.filter((type) => type.events.length === 0)).toEqual([]);
  });

  it('leads every event back to its type and identity, by each path on its own', () => {
    const wrong = rows.filter(({ type, event, candidate }) => {
      const [kind = '', path = ''] = candidate.split(':');
      const value = kind === 'arn' ? arnOf(type) : 'thing-1';
      const result = locate(recordFor(type, event.name, { path, value }));
      if (result.outcome !== 'located') return true;
      const ref = result.refs.find((other) => other.type === type.type);
      if (kind === 'arn') return ref?.arn !== value || ref.region !== region || ref.account !== account;
      return ref === undefined || !(ref.id === 'thing-1' || ref.id.startsWith('thing-1'));
    });
    expect(wrong.map(({ type, event, candidate }) => `${type.type} ${event.name} ${candidate}`)).toEqual([]);
    expect(rows.length).toBeGreaterThan(1200);
  });

  it('gives the same id whether a call names a thing or its ARN', () => {
    const wrong = types.flatMap((type) => {
      const byName = rows.find((row) => row.type === type && row.candidate.startsWith('id:'));
      const byArn = rows.find((row) => row.type === type && row.candidate.startsWith('arn:'));
      if (byName === undefined || byArn === undefined || type.arn === undefined) return [];
      const arn = locate(
        recordFor(type, byArn.event.name, { path: byArn.candidate.slice(4), value: arnOf(type) }),
      );
      const idOf = (located: typeof arn) =>
        located.outcome === 'located' ? located.refs.find((ref) => ref.type === type.type) : undefined;
      const ref = idOf(arn);
      if (ref === undefined) return [`${type.type}: not located by ARN`];
      const name = locate(
        recordFor(type, byName.event.name, { path: byName.candidate.slice(3), value: ref.id }),
      );
      const other = idOf(name);
      return other?.id === ref.id && (other.arn === undefined || other.arn === ref.arn) ? [] : [type.type];
    });
    expect(wrong).toEqual([]);
  });

  it.each(singletons)('needs no identity to locate the one %s of an account and Region', (name) => {
    const events = types.flatMap((type) =>
      type.type === name ? type.events.map((event) => ({ type, event })) : [],
    );
    expect(events.length).toBeGreaterThan(0);
    for (const { type, event } of events) {
      const record = { ...recordFor(type, event.name, { path: 'q.x', value: '' }), requestParameters: null };
      expect(locate(record)).toMatchObject({
        outcome: 'located',
        refs: [{ type: name, id: expect.stringMatching(/^[a-z-]+\/eu-west-1$/), synthetic: true }],
      });
    }
  });

  it('says unresolved, with the types, where every identity is hidden', () => {
    const silent = rows.filter(({ type, event, candidate }) => {
      const path = candidate.slice(candidate.indexOf(':') + 1);
      const result = locate(recordFor(type, event.name, { path, value: 'HIDDEN_DUE_TO_SECURITY_REASONS' }));
      return result.outcome !== 'unresolved' || !result.types.includes(type.type);
    });
    // Pairs with a condition on another type may leave that one out, but never this one.
    expect(silent.map(({ type, event }) => `${type.type} ${event.name}`)).toEqual([]);
  });
});
