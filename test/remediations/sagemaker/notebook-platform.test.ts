import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/sagemaker/notebook-platform.ts';
import type { Json } from '../../../resources/resource.ts';
import { inMotion } from '../in-motion.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { notebook, otherSettings } from './notebook.ts';

const rule = 'sagemaker-notebook-platform-supported';
const old = { PlatformIdentifier: 'notebook-al2-v3' };

const scenes = [
  { name: 'a running notebook on Amazon Linux 2', rule, make: notebook(old) },
  { name: 'a stopped notebook on Amazon Linux 2', rule, make: notebook(old, true) },
] as const;

const anyScene = fc
  .record({
    platform: fc.constantFrom('notebook-al1-v1', 'notebook-al2-v1', 'notebook-al2-v2', 'notebook-al2-v3'),
    settings: otherSettings,
    isStopped: fc.boolean(),
  })
  .map(({ platform, settings, isStopped }) => ({
    ...scenes[0],
    make: notebook({ ...settings, PlatformIdentifier: platform }, isStopped),
  }));

itPutsRight(remediation, scenes, { anyScene });

describe('a platform that cannot be chosen', () => {
  const plan = (state: { readonly platform?: string; readonly status?: string; readonly expected: Json }) =>
    remediation.plan({
      resource: {
        ...refOf('AWS::SageMaker::NotebookInstance', 'Churn'),
        source: 'live',
        properties: {},
      },
      before: {
        NotebookInstanceStatus: state.status ?? 'Stopped',
        ...(state.platform !== undefined && { PlatformIdentifier: state.platform }),
      },
      rule,
      observations: [{ path: 'PlatformIdentifier', expected: state.expected, actual: null }],
      options: { kmsKeyArn: undefined, tags: {} },
    });

  it.each([
    [
      'several are allowed',
      { platform: 'notebook-al1-v1', expected: ['notebook-al2023-v1', 'notebook-al2-v3'] },
      'a person has to choose: the settings allow notebook-al2023-v1, notebook-al2-v3',
    ],
    [
      'nobody knows the way back',
      { expected: ['notebook-al2023-v1'] },
      'SageMaker does not say on which platform the notebook is',
    ],
    [
      'it is in motion',
      { platform: 'notebook-al1-v1', status: 'Pending', expected: ['notebook-al2023-v1'] },
      'the notebook is Pending; wait until it is InService or Stopped',
    ],
  ])('is left: %s', (_why, state, refused) => {
    expect(plan(state)).toEqual({ refused, ...inMotion(refused) });
  });
});
