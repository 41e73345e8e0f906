import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/bedrock/data-source-deletion-policy.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import { inMotion } from '../in-motion.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { anySettings, dataSource } from './data-source.ts';

const PERSONAL = { data: 'personal' };

const scenes = [
  {
    name: 'deleted, against what is declared',
    rule: 'bedrock-data-source-retain-policy',
    violating: { dataDeletionPolicy: 'DELETE' },
    parameters: { policies: ['RETAIN'] },
  },
  {
    name: 'retained, against what is declared',
    rule: 'bedrock-data-source-retain-policy',
    violating: { dataDeletionPolicy: 'RETAIN' },
    parameters: { policies: ['DELETE'] },
  },
  {
    name: 'retained, though it is personal',
    rule: 'bedrock-kb-data-deletion-policy',
    violating: { dataDeletionPolicy: 'RETAIN' },
    parameters: { personalDataTags: ['data=personal'] },
  },
] as const;

const sceneOf = ({ name, rule, violating, parameters }: (typeof scenes)[number], settings = {}) => ({
  name,
  rule,
  parameters,
  make: dataSource({ ...settings, ...violating }, PERSONAL),
});

itPutsRight(remediation, [sceneOf(scenes[0]), sceneOf(scenes[1]), sceneOf(scenes[2])], {
  anyScene: fc
    .record({ scene: fc.constantFrom(...scenes), settings: anySettings })
    .map(({ scene, settings }) => sceneOf(scene, settings)),
});

describe('what it refuses', () => {
  const plan = (before: JsonObject, expected: string | undefined) =>
    remediation.plan({
      resource: {
        ...refOf('AWS::Bedrock::DataSource', 'KB12345678|DS12345678'),
        source: 'live',
        properties: {},
      },
      before: { status: 'AVAILABLE', dataDeletionPolicy: 'DELETE', name: 'pages', ...before },
      rule: 'bedrock-data-source-retain-policy',
      observations:
        expected === undefined ? [] : [{ path: 'DataDeletionPolicy', expected, actual: 'DELETE' }],
      options: { kmsKeyArn: undefined, tags: {} },
    });

  it.each([
    ['a source that is being deleted', { status: 'DELETING' }, 'RETAIN', 'the data source is DELETING; wait'],
    ['a policy that AWS does not know', {}, 'KEEP', 'the settings ask for KEEP'],
    ['what violates nothing', {}, undefined, 'it is so already'],
  ])('%s', (_name, before, expected, refused) => {
    expect(plan(before, expected)).toEqual({
      refused: expect.stringContaining(refused),
      ...inMotion(refused),
    });
  });

  it('finds the knowledge base in the identifier of CloudFormation', () => {
    expect(plan({}, 'RETAIN')).toMatchObject({
      steps: [
        {
          call: {
            input: {
              knowledgeBaseId: 'KB12345678',
              dataSourceId: 'DS12345678',
              name: 'pages',
              dataDeletionPolicy: 'RETAIN',
            },
          },
        },
      ],
    });
  });
});
