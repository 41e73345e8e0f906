import { describe, expect, it } from 'vitest';
import { arnPattern, parseArn } from '../../resources/arn.ts';
import { concernsOf } from '../../resources/event-table.ts';
import { definitions } from '../../resources/index.ts';
import { knownTypeOf } from '../../resources/known-types.ts';
import { typeTable } from '../../resources/locate.generated.ts';
import type { Shape, TypeShape } from '../../resources/shape.ts';
import { generatedShapes } from '../../resources/shapes.generated.ts';
import { shapeOf } from '../../resources/shapes.ts';

const typeRows = Object.values(typeTable).flat();

/** Types that are referred to although nothing here judges them. */
const referredOnly: readonly string[] = [];

function member(shape: Shape | undefined, name: string, all: TypeShape): Shape | undefined {
  const resolved = resolve(shape, all);
  if (typeof resolved !== 'object' || Array.isArray(resolved)) return undefined;
  return Object.entries(resolved).find(([key]) => key === name)?.[1];
}

function resolve(shape: Shape | undefined, all: TypeShape): Shape | undefined {
  if (typeof shape !== 'object' || !('$ref' in shape) || typeof shape.$ref !== 'string') return shape;
  return all.definitions?.[shape.$ref];
}

/** Whether a path such as `Containers[].Image` leads somewhere in a shape, lists where it says lists. */
function leads(path: string, all: TypeShape | undefined): boolean {
  if (all === undefined) return false;
  let shape: Shape | undefined = all.members;
  for (const segment of path.split('.')) {
    const name = segment.replace('[]', '');
    shape = resolve(member(shape, name, all), all);
    if (segment.endsWith('[]')) shape = Array.isArray(shape) ? shape[0] : undefined;
  }
  return shape !== undefined;
}

describe('definitions', () => {
  it('are one a type', () => {
    const types = definitions.map((definition) => definition.type);
    expect(new Set(types).size).toBe(types.length);
  });

  it.each(
    definitions.map((definition) => [definition.type, definition] as const),
  )('%s points at properties that exist and at types that are known', (type, definition) => {
    const shape = shapeOf(type);
    const { references = [], names = [], terraform = [], attaches } = definition;
    const by = attaches === undefined ? [] : [attaches.by];
    const paths = [...references.map((reference) => reference.path), ...names, ...by];
    expect(paths.filter((path) => !leads(path, shape))).toEqual([]);
    const known = new Set([...definitions.map((other) => other.type), ...referredOnly]);
    expect(references.filter((reference) => !known.has(reference.type))).toEqual([]);
    const mapped = terraform.flatMap((mapping) => Object.values(mapping.properties));
    // A list block of one is a single object here: its path is written without brackets.
    expect(mapped.filter((path) => !leads(path, shape))).toEqual([]);
  });

  it.each(
    definitions.flatMap((d) => (d.attaches ? [[d.type, d.attaches] as const] : [])),
  )('%s attaches to a property that its target has', (_, attaches) => {
    expect(leads(attaches.as, shapeOf(attaches.to))).toBe(true);
  });

  it('have a shape of their own exactly where CloudFormation knows no such type', () => {
    const wrong = definitions.filter(
      (d) => (d.shape === undefined) === (generatedShapes[d.type] === undefined),
    );
    expect(wrong.map((d) => d.type)).toEqual([]);
    expect(
      definitions.filter((d) => (d.ours === true) !== (d.shape !== undefined)).map((d) => d.type),
    ).toEqual([]);
  });

  it('add read-only members and take none away', () => {
    const wrong = definitions.filter((d) =>
      Object.keys(d.readOnly ?? {}).some((name) =>
        Object.hasOwn(JSON.parse(generatedShapes[d.type] ?? '{"members":{}}').members, name),
      ),
    );
    expect(wrong.map((d) => d.type)).toEqual([]);
  });

  it('spell ARNs as the table of events does', () => {
    const anonymous = (pattern: string | undefined) => pattern?.replace(/\$\{\w+\}/g, '*');
    const wrong = typeRows.filter(([type, , patterns]) => {
      const definition = definitions.find((d) => d.type === type);
      return definition !== undefined && anonymous(definition.arnPattern) !== anonymous(patterns[0]);
    });
    expect(wrong.map(([type]) => type)).toEqual([]);
  });

  it('name singletons as the table does', () => {
    const wrong = typeRows.filter(([type, , , , , singleton]) => {
      const definition = definitions.find((d) => d.type === type);
      return definition !== undefined && definition.singleton !== singleton;
    });
    expect(wrong).toEqual([]);
  });

  it('have rules for events that are found again', () => {
    const rules = definitions.flatMap((d) =>
      (d.events ?? []).flatMap(({ source, names }) => names.map((name) => ({ type: d.type, source, name }))),
    );
    const lost = rules.filter(
      ({ type, source, name }) => !concernsOf(source, name)?.some((concern) => concern.type.type === type),
    );
    expect(lost).toEqual([]);
    expect(rules.length).toBeGreaterThan(50);
  });
});

describe('ARNs', () => {
  const where = { Partition: 'aws', Region: 'eu-west-1', Account: '123456789012' };

  it('give back the parts they were built from, for every type', () => {
    const wrong = typeRows.flatMap(([type, , patterns]) =>
      patterns.flatMap((text) => {
        const pattern = arnPattern(text);
        const values = Object.fromEntries(pattern.placeholders.map((name, index) => [name, `part${index}`]));
        const arn = parseArn(pattern.build({ ...where, ...values }) ?? '');
        const found = arn === undefined ? undefined : pattern.match(arn);
        const expected = Object.entries(values).filter(([name]) => name !== 'MasterAccountId');
        return JSON.stringify(found) === JSON.stringify(Object.fromEntries(expected)) ? [] : [type];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it.each(
    definitions.flatMap(({ type, arnPattern: text, idFrom }) =>
      text && idFrom ? [[type, text, idFrom] as const] : [],
    ),
  )('%s has the same id by name and by ARN', (type, text, idFrom) => {
    const pattern = arnPattern(text);
    // Aliases carry their kind in the name, buckets must look like buckets.
    const id = type === 'AWS::KMS::Alias' ? 'alias/models' : 'models-1';
    const others = Object.fromEntries(pattern.placeholders.map((name) => [name, 'group']));
    const arn = pattern.build({ ...where, ...others, [pattern.placeholders.at(-1) ?? '']: id });
    const expected = pattern.placeholders.length > 1 ? `group/${id}` : id;
    expect(idFrom(arn ?? '')).toBe(expected);
    expect(idFrom(expected)).toBe(expected);
    expect(knownTypeOf(type)).toMatchObject({ type });
  });

  it.each([
    [
      'arn:aws:s3:::models/key',
      { partition: 'aws', service: 's3', region: null, account: null, resource: 'models/key' },
    ],
    ['arn:aws', undefined],
    ['model', undefined],
    ['arn:::::', undefined],
  ])('%s is read as it stands', (text, expected) => {
    expect(parseArn(text)).toEqual(expected);
  });
});
