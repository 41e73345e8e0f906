import { describe, expect, it } from 'vitest';
import { type JsonMap, ofType, synthesize, type TemplateJson } from '../kit.ts';
import { permissionsIn } from '../permissions.ts';

const keys = {
  keyArn: 'arn:aws:kms:us-east-1:444455556666:key/1111',
  sealKeyArn: 'arn:aws:kms:us-east-1:444455556666:key/2222',
};
const setting = { account: '111122223333', archive: { account: '444455556666', ...keys } };
const organization = { id: 'o-a1b2c3d4e5', accounts: ['222233334444'], externalId: 'f00dfeed' };
const templates = synthesize(setting);
const SEALER = 'arn:aws:iam::111122223333:role/assay-seal-evidence-us-east-1';
const BUCKET = 'assay-evidence-444455556666-us-east-1';

/** All statements of a template's policies of a kind. */
const statements = (template: TemplateJson | undefined, type: string, document: string) =>
  ofType(template, type).flatMap(
    ([, { Properties }]) => (Properties[document] as unknown as { Statement: JsonMap[] }).Statement,
  );
const bySid = (all: readonly JsonMap[], sid: string) => all.filter(({ Sid }) => Sid === sid);

describe('an archive in another account', () => {
  it('comes first: nothing writes before the settings say which keys were made there', () => {
    const first = synthesize({ account: '111122223333', archive: { account: '444455556666' } });
    expect(Object.keys(first).toSorted()).toEqual(['AssayEvidence', 'AssayLedger', 'AssayQueries']);
    expect(permissionsIn(first['AssayLedger'])).toEqual([]);
    expect(Object.keys(templates)).toContain('AssayCompliance');
  });

  it('leaves the role that writes, the ledger and the key of hashes at home', () => {
    const kinds = ({ Resources }: TemplateJson = { Resources: {} }) =>
      Object.values(Resources)
        .map(({ Type }) => Type)
        .toSorted();
    expect(kinds(templates['AssayLedger'])).toEqual([
      'AWS::DynamoDB::Table',
      'AWS::IAM::Policy',
      'AWS::IAM::Role',
      'AWS::KMS::Key',
    ]);
    expect(ofType(templates['AssayEvidence'], 'AWS::DynamoDB::Table')).toEqual([]);
    expect(JSON.stringify(templates['AssayEvidence'])).not.toContain('Fn::ImportValue');
  });

  it('lets exactly the sealer of the other account write, list and sign', () => {
    const bucket = statements(templates['AssayEvidence'], 'AWS::S3::BucketPolicy', 'PolicyDocument');
    const allowed = bucket.filter(({ Effect, Sid }) => Effect === 'Allow' && Sid !== undefined);
    expect(allowed.map(({ Sid, Principal }) => [Sid, Principal])).toEqual([
      ['TheSealerMayWrite', { AWS: SEALER }],
      ['TheSealerMayList', { AWS: SEALER }],
    ]);
    expect(bySid(bucket, 'OnlyTheSealerWrites')).toMatchObject([
      { Effect: 'Deny', Condition: { ArnNotEquals: { 'aws:PrincipalArn': [SEALER] } } },
    ]);
    const key = statements(templates['AssayEvidence'], 'AWS::KMS::Key', 'KeyPolicy');
    expect(bySid(key, 'Sign')).toMatchObject([
      { Principal: { AWS: SEALER }, Action: ['kms:GetPublicKey', 'kms:Sign'] },
    ]);
    expect(bySid(key, 'Write')).toMatchObject([{ Principal: { AWS: SEALER } }]);
  });

  it('asks that the account is still in the organization, where there is one', () => {
    const within = synthesize({ ...setting, organization })['AssayEvidence'];
    const bucket = statements(within, 'AWS::S3::BucketPolicy', 'PolicyDocument');
    for (const sid of ['TheSealerMayWrite', 'TheSealerMayList'])
      expect(bySid(bucket, sid)).toMatchObject([
        { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } },
      ]);
  });

  it('has the name, the keys and the owner that the sealer is told', () => {
    expect(
      ofType(templates['AssayEvidence'], 'AWS::S3::Bucket').map(([, each]) => each.Properties['BucketName']),
    ).toContain(BUCKET);
    expect(JSON.stringify(templates['AssayCompliance'])).toContain(
      `"ARCHIVE_BUCKET":"${BUCKET}","ARCHIVE_ACCOUNT":"444455556666","ARCHIVE_KEY_ARN":"${keys.keyArn}","SEAL_KEY_ARN":"${keys.sealKeyArn}"`,
    );
    const resources = permissionsIn(templates['AssayLedger']).map(({ resource }) => resource);
    expect(resources).toEqual(
      expect.arrayContaining([`arn:aws:s3:::${BUCKET}/*`, keys.keyArn, keys.sealKeyArn]),
    );
  });

  it('decrypts for its auditors in its own bucket, and takes notices of holds from there', () => {
    const key = statements(templates['AssayEvidence'], 'AWS::KMS::Key', 'KeyPolicy');
    expect(JSON.stringify(bySid(key, 'Read'))).toContain(`arn:aws:s3:::${BUCKET}*`);
    const queue = statements(templates['AssayCompliance'], 'AWS::SQS::QueuePolicy', 'PolicyDocument');
    expect(bySid(queue, 'TheHolderMaySend')).toMatchObject([
      { Principal: { AWS: 'arn:aws:iam::444455556666:role/assay-legal-hold-us-east-1' } },
    ]);
  });

  it('is in the hands of its own account', () => {
    const bucket = statements(templates['AssayEvidence'], 'AWS::S3::BucketPolicy', 'PolicyDocument');
    expect(JSON.stringify(bySid(bucket, 'TheProtectionStays'))).toContain(
      'arn:aws:iam::444455556666:role/cdk-hnb659fds-cfn-exec-role-444455556666-us-east-1',
    );
  });
});
