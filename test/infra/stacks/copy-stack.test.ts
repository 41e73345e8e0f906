import { describe, expect, it } from 'vitest';
import { type JsonMap, ofType, synthesize, type TemplateJson } from '../kit.ts';
import { permissionsIn } from '../permissions.ts';

const templates = synthesize({ account: '111122223333', archive: { copyTo: 'eu-west-1' } });
const copy = templates['AssayEvidenceCopy'];
const REPLICATOR = 'arn:aws:iam::111122223333:role/assay-evidence-replication-us-east-1';
const COPY = 'assay-evidence-copy-111122223333-eu-west-1';

const statements = (template: TemplateJson | undefined, type: string, document: string) =>
  ofType(template, type).flatMap(
    ([, { Properties }]) => (Properties[document] as unknown as { Statement: JsonMap[] }).Statement,
  );
const [bucket] = ofType(copy, 'AWS::S3::Bucket').filter(([id]) => /^Archive[0-9A-F]{8}$/.test(id));
const source = ofType(templates['AssayEvidence'], 'AWS::S3::Bucket').find(([id]) =>
  /^Archive[0-9A-F]{8}$/.test(id),
);

describe('the copy in another Region', () => {
  it('is there only where the settings ask for it', () => {
    expect(Object.keys(synthesize())).not.toContain('AssayEvidenceCopy');
    const [[, usual] = []] = ofType(synthesize()['AssayEvidence'], 'AWS::S3::Bucket').filter(([id]) =>
      /^Archive[0-9A-F]{8}$/.test(id),
    );
    expect(usual?.Properties).toHaveProperty('ObjectLockEnabled', true);
    expect(usual?.Properties).not.toHaveProperty('ReplicationConfiguration');
  });

  it('is locked as the archive is, outlives its stack, and lies under a key of its own', () => {
    expect(bucket?.[1]).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        BucketName: COPY,
        ObjectLockEnabled: true,
        ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 365 } } },
        VersioningConfiguration: { Status: 'Enabled' },
        LoggingConfiguration: expect.anything(),
      },
    });
    expect(ofType(copy, 'AWS::KMS::Alias').map(([, each]) => each.Properties['AliasName'])).toEqual([
      'alias/assay-evidence-copy',
    ]);
  });

  it('gets every new version, encrypted anew, and no delete marker', () => {
    expect(source?.[1].Properties['ReplicationConfiguration']).toMatchObject({
      Rules: [
        {
          Status: 'Enabled',
          Filter: { Prefix: '' },
          DeleteMarkerReplication: { Status: 'Disabled' },
          SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
          Destination: {
            Bucket: `arn:aws:s3:::${COPY}`,
            EncryptionConfiguration: {
              ReplicaKmsKeyID: 'arn:aws:kms:eu-west-1:111122223333:alias/assay-evidence-copy',
            },
          },
        },
      ],
    });
  });

  it('is written by what copies alone, and deleted or loosened by nobody but the break-glass role', () => {
    const policy = statements(copy, 'AWS::S3::BucketPolicy', 'PolicyDocument');
    const but = (sid: string) => {
      const found = policy.find(({ Sid }) => Sid === sid);
      expect(found).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' } });
      return (found?.['Condition'] as { ArnNotEquals: JsonMap }).ArnNotEquals['aws:PrincipalArn'];
    };
    expect(but('OnlyCopiesAreWritten')).toEqual([REPLICATOR]);
    const breakGlass = expect.stringContaining('role/cdk-hnb659fds-cfn-exec-role-');
    expect(but('NothingIsDeleted')).toEqual([breakGlass]);
    expect(but('TheProtectionStays')).toEqual([breakGlass]);
  });

  it('is made by a role that may do that alone', () => {
    const may = permissionsIn(templates['AssayEvidence']).filter(({ role }) => role.includes('Replicator'));
    expect(may.filter(({ action }) => /Put|Delete|Sign|Bypass/.test(action))).toEqual([]);
    expect(
      may.filter(({ action }) => action === 's3:ReplicateObject').map(({ resource }) => resource),
    ).toEqual([`arn:aws:s3:::${COPY}/*`]);
    const key = statements(copy, 'AWS::KMS::Key', 'KeyPolicy');
    expect(key.find(({ Sid }) => Sid === 'Replicate')).toMatchObject({
      Action: ['kms:Encrypt', 'kms:GenerateDataKey'],
      Condition: { ArnLike: { 'aws:PrincipalArn': REPLICATOR } },
    });
  });

  it('is read by the auditors of the archive', () => {
    const reads = permissionsIn(templates['AssayEvidence']).filter(
      ({ role, resource }) => role.includes('ArchiveReader') && resource.includes(COPY),
    );
    expect(reads.map(({ action }) => action)).toContain('s3:GetObjectVersion');
  });
});
