import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/sagemaker/domain-notebook-output-sharing.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { anyOthers, asked, domain } from './domain.ts';

const kmsKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const sharing = (settings = {}) => ({
  user: { SharingSettings: { NotebookOutputOption: 'Allowed', ...settings } },
});

const scene = {
  name: 'a domain that shares output without a key',
  rule: 'sagemaker-domain-notebook-output-sharing',
  make: domain(asked(sharing({ S3OutputPath: 's3://shared/notebooks' }))),
  options: { kmsKeyArn },
} as const;

itPutsRight(remediation, [scene], {
  anyScene: fc
    .record({
      others: anyOthers,
      settings: fc.record({ S3OutputPath: fc.constant('s3://shared/notebooks') }, { requiredKeys: [] }),
    })
    .map(({ others, settings }) => ({ ...scene, make: domain(asked(sharing(settings), others)) })),
});

describe('what is refused', () => {
  const plan = (before: object, key: string | undefined = kmsKeyArn) =>
    remediation.plan({
      resource: { ...refOf('AWS::SageMaker::Domain', 'd-1'), source: 'live', properties: {} },
      before: { Status: 'InService', ...before },
      rule: 'sagemaker-domain-notebook-output-sharing',
      observations: [],
      options: { kmsKeyArn: key || undefined, tags: {} },
    });

  it.each([
    ['a domain that is being made', plan({ Status: 'Pending' }), 'Pending'],
    ['no key in the settings', plan({}, ''), 'no KMS key'],
    ['a domain that has a key', plan({ SharingSettings: { S3KmsKeyId: 'alias/own' } }), 'already'],
  ])('%s', (_, planned, why) => {
    expect(planned).toEqual({
      refused: expect.stringContaining(why),
      ...(why === 'Pending' && { isPassing: true }),
    });
  });
});
