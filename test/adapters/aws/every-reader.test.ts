import { describe, expect, it } from 'vitest';
import { readers } from '../../../adapters/aws/readers/index.ts';
import { definitions } from '../../../resources/index.ts';
import type { Json, ResourceRef } from '../../../resources/resource.ts';
import type { Shape } from '../../../resources/shape.ts';
import { shapeOf } from '../../../resources/shapes.ts';
import { answering, type Question } from './answers.ts';
import { fullAnswer } from './full-answer.ts';
import { readOf, refOf } from './kit.ts';

/** Types without a reader, and why. */
const withoutReader: Readonly<Record<string, string>> = {};

/** CloudFormation members that no answer of the API can fill, though every member of it is set. */
const neverFilled: Readonly<Record<string, readonly string[]>> = {};

/** Answers that the schema alone does not give: text that must be JSON, a union's tag. */
const answers: Readonly<Record<string, (whole: Record<string, unknown>) => unknown>> = {};

const answer = ({ operation, answerSchema }: Question) => {
  const whole = Object(fullAnswer(answerSchema));
  return answers[operation]?.(whole) ?? whole;
};

describe('every reader', () => {
  it('is under its own type', () => {
    for (const [type, reader] of Object.entries(readers)) expect(reader.type).toBe(type);
  });

  it('exists, or it is said why not', () => {
    const types = definitions.map(({ type }) => type).filter((type) => !Object.hasOwn(readers, type));
    expect(types.sort()).toEqual(Object.keys(withoutReader).sort());
  });

  it.each(Object.values(readers))('$type: fills every member that CloudFormation has', async (reader) => {
    const ref: ResourceRef = refOf(reader.type, 'an-id', { parent: { knowledgeBaseId: 'KB12345678' } });
    const resource = readOf(await reader.read(ref, answering(answer)), reader);
    const empty = emptyMembers(resource.properties, reader.type).filter(
      (path) => !Object.hasOwn(reader.unread, path.slice(1)),
    );
    expect(empty).toEqual(neverFilled[reader.type] ?? []);
  });
});

function emptyMembers(properties: Json, type: string): string[] {
  const shape = shapeOf(type);
  const definitionsOf = shape?.definitions ?? {};
  const walk = (value: Json | undefined, of: Shape | undefined, at: string): string[] => {
    if (value === undefined) return [at];
    if (of === undefined || typeof of === 'string' || value === null || typeof value !== 'object') return [];
    if (Array.isArray(of)) return walk(Array.isArray(value) ? value[0] : undefined, of[0], `${at}[]`);
    if ('$map' in of) return [];
    const reference = '$ref' in of ? of['$ref'] : undefined;
    if (typeof reference === 'string') return walk(value, definitionsOf[reference], at);
    return Object.entries(of).flatMap(([name, member]) =>
      walk(Object.entries(value).find(([key]) => key === name)?.[1], member as Shape, `${at}.${name}`),
    );
  };
  return walk(properties, shape?.members, '');
}
