import { describe, expect, it } from 'vitest';
import { type JsonMap, ofType, type ResourceJson, synthesize, type TemplateJson } from '../kit.ts';
import { permissionsIn } from '../permissions.ts';

const breakGlassRole = 'arn:aws:iam::111122223333:role/break-glass';
const byDefault = synthesize()['AssayEvidence'];
const strict = synthesize({ retention: { mode: 'COMPLIANCE', days: 2555 }, breakGlassRole })['AssayEvidence'];

const find = (template: TemplateJson | undefined, type: string, id: RegExp): ResourceJson => {
  const found = ofType(template, type).filter(([name]) => id.test(name));
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} of ${type} are called ${id}`);
  return found[0][1];
};

const archive = (template: TemplateJson | undefined) =>
  find(template, 'AWS::S3::Bucket', /^Archive[0-9A-F]{8}$/);

/** Sid → statement of the archive's bucket policy. */
function bucketStatements(template: TemplateJson | undefined): Readonly<Record<string, JsonMap>> {
  const { Properties } = find(template, 'AWS::S3::BucketPolicy', /^ArchivePolicy/);
  return bySid(Properties['PolicyDocument']);
}

const keyStatements = (id: RegExp) => bySid(find(byDefault, 'AWS::KMS::Key', id).Properties['KeyPolicy']);

const bySid = (document: unknown): Readonly<Record<string, JsonMap>> =>
  Object.fromEntries(
    (document as { Statement: JsonMap[] }).Statement.map((each) => [String(each['Sid'] ?? ''), each]),
  );

const sealer = { 'Fn::GetAtt': [expect.stringMatching(/^ArchiveSealer/), 'Arn'] };
const objects = {
  'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^Archive[0-9A-F]{8}$/), 'Arn'] }, '/*']],
};

describe('the archive', () => {
  it('locks what is put into it, by default so that a break-glass role can undo it', () => {
    expect(archive(byDefault).Properties).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 365 } },
      },
      VersioningConfiguration: { Status: 'Enabled' },
    });
  });

  it('locks for good with one word', () => {
    expect(archive(strict).Properties).toMatchObject({
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 2555 } } },
    });
  });

  it('encrypts with its own key, and asks for a data key once in a while', () => {
    expect(archive(byDefault).Properties['BucketEncryption']).toEqual({
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms',
            KMSMasterKeyID: { 'Fn::GetAtt': [expect.stringMatching(/^ArchiveKey/), 'Arn'] },
          },
        },
      ],
    });
  });

  it('logs who reads it', () => {
    expect(archive(byDefault).Properties['LoggingConfiguration']).toEqual({
      DestinationBucketName: { Ref: expect.stringMatching(/^ArchiveAccessLogs/) },
      LogFilePrefix: 'archive/',
    });
  });

  it.each([
    'AWS::S3::Bucket',
    'AWS::KMS::Key',
    'AWS::DynamoDB::Table',
  ])('outlives its stack: every %s', (type) => {
    const resources = ofType(byDefault, type);
    expect(resources.length).toBeGreaterThan(0);
    for (const [, { DeletionPolicy, UpdateReplacePolicy }] of resources) {
      expect({ DeletionPolicy, UpdateReplacePolicy }).toEqual({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      });
    }
  });

  it("lets an auditor's session last as long as the settings say", () => {
    const hours = (setting?: object) =>
      Number(
        find(synthesize(setting)['AssayEvidence'], 'AWS::IAM::Role', /^ArchiveReader/).Properties[
          'MaxSessionDuration'
        ],
      ) / 3600;
    expect([hours(), hours({ auditorHours: 8 })]).toEqual([4, 8]);
  });

  it('is read by auditors that are named, or by whomever IAM of this account lets', () => {
    const trust = (template: TemplateJson | undefined) =>
      JSON.stringify(
        find(template, 'AWS::IAM::Role', /^ArchiveReader/).Properties['AssumeRolePolicyDocument'],
      );
    const auditors = ['arn:aws:iam::222233334444:role/auditor', '333344445555'];
    expect(trust(synthesize({ auditors })['AssayEvidence'])).toContain(
      'arn:aws:iam::222233334444:role/auditor',
    );
    expect(trust(synthesize({ auditors })['AssayEvidence'])).toContain(':iam::333344445555:root');
    expect(trust(byDefault)).toContain('{"Ref":"AWS::AccountId"},":root"');
  });
});

describe("the archive's policy", () => {
  const statements = bucketStatements(strict);

  it('lets only the sealer write', () => {
    expect(statements['OnlyTheSealerWrites']).toEqual({
      Sid: 'OnlyTheSealerWrites',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:PutObject',
      Resource: objects,
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': [sealer] } },
    });
  });

  it('denies puts that may overwrite', () => {
    expect(statements['NothingIsOverwritten']).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:PutObject',
      Condition: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
    });
  });

  it('denies puts under another key, or under none', () => {
    expect(statements['OnlyWithItsKey']).toMatchObject({
      Effect: 'Deny',
      Condition: {
        StringNotEqualsIfExists: {
          's3:x-amz-server-side-encryption-aws-kms-key-id': {
            'Fn::GetAtt': [expect.stringMatching(/^ArchiveKey/), 'Arn'],
          },
        },
      },
    });
    expect(statements['OnlyEncryptedByKms']).toMatchObject({
      Effect: 'Deny',
      Condition: { StringNotEqualsIfExists: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
    });
  });

  it.each([
    ['NothingIsDeleted', ['s3:BypassGovernanceRetention', 's3:DeleteObject', 's3:DeleteObjectVersion']],
    [
      'TheProtectionStays',
      [
        's3:DeleteBucket',
        's3:DeleteBucketPolicy',
        's3:PutBucketObjectLockConfiguration',
        's3:PutBucketPolicy',
        's3:PutBucketVersioning',
        's3:PutEncryptionConfiguration',
        's3:PutLifecycleConfiguration',
      ],
    ],
  ])('denies everybody but the break-glass role, root too: %s', (sid, actions) => {
    expect(statements[sid]).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: expect.arrayContaining(actions),
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': [breakGlassRole] } },
    });
  });

  it('takes the role of CloudFormation for break-glass where none is named, so that a stack can be upgraded', () => {
    const { Condition } = bucketStatements(byDefault)['TheProtectionStays'] ?? {};
    expect(JSON.stringify(Condition)).toContain('role/cdk-hnb659fds-cfn-exec-role-');
  });

  it('lets one role hold, which reads and writes nothing, and the break-glass role', () => {
    expect(statements['OnlyTheHolderHolds']).toMatchObject({
      Effect: 'Deny',
      Action: 's3:PutObjectLegalHold',
      Condition: {
        ArnNotEquals: {
          'aws:PrincipalArn': [
            { 'Fn::GetAtt': [expect.stringMatching(/^ArchiveHolder/), 'Arn'] },
            breakGlassRole,
          ],
        },
      },
    });
    const may = Object.values(synthesize())
      .flatMap(permissionsIn)
      .filter(({ role }) => role.includes('ArchiveHolder'))
      .map(({ action }) => action);
    expect(may.toSorted()).toEqual([
      's3:GetObjectLegalHold',
      's3:ListBucket',
      's3:ListBucketVersions',
      's3:PutObjectLegalHold',
      'sqs:SendMessage',
    ]);
  });

  it('denies locks that are shorter than they should be', () => {
    expect(statements['NothingIsLockedForLess']).toMatchObject({
      Effect: 'Deny',
      Action: 's3:PutObjectRetention',
      Condition: { NumericLessThan: { 's3:object-lock-remaining-retention-days': '2554' } },
    });
  });

  it('denies locks that are longer than they may be, and of another kind', () => {
    const { NothingIsLockedForMore, NothingIsLockedOtherwise } = statements;
    const notBreakGlass = { ArnNotEquals: { 'aws:PrincipalArn': [breakGlassRole] } };
    expect(NothingIsLockedForMore).toMatchObject({
      Effect: 'Deny',
      Action: 's3:PutObjectRetention',
      Condition: {
        NumericGreaterThan: { 's3:object-lock-remaining-retention-days': '2555' },
        ...notBreakGlass,
      },
    });
    expect(NothingIsLockedOtherwise).toMatchObject({
      Effect: 'Deny',
      Condition: { StringNotEquals: { 's3:object-lock-mode': 'COMPLIANCE' }, ...notBreakGlass },
    });
  });

  it('lets locks be within bounds that are wider', () => {
    const wider = synthesize({ retention: { days: 365, leastDays: 30, mostDays: 730 } })['AssayEvidence'];
    const { NothingIsLockedForLess, NothingIsLockedForMore } = bucketStatements(wider);
    expect(JSON.stringify([NothingIsLockedForLess, NothingIsLockedForMore])).toMatch(/"29".*"730"/);
  });

  it('denies what comes without TLS', () => {
    const text = JSON.stringify(find(strict, 'AWS::S3::BucketPolicy', /^ArchivePolicy/).Properties);
    expect(text).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
  });
});

describe('the keys of the archive', () => {
  it('are of the kinds that sealing and hashing need', () => {
    expect(find(byDefault, 'AWS::KMS::Key', /^ArchiveSealKey/).Properties).toMatchObject({
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
    });
    expect(find(byDefault, 'AWS::KMS::Key', /^ArchiveHashKey/).Properties).toMatchObject({
      KeySpec: 'HMAC_256',
      KeyUsage: 'GENERATE_VERIFY_MAC',
    });
    expect(find(byDefault, 'AWS::KMS::Key', /^ArchiveKey/).Properties).toMatchObject({
      EnableKeyRotation: true,
    });
  });

  it('sign for the sealer alone, and for nobody by a grant', () => {
    const statements = keyStatements(/^ArchiveSealKey/);
    expect(statements['Sign']).toMatchObject({
      Effect: 'Allow',
      Action: 'kms:Sign',
      Principal: { AWS: sealer },
    });
    expect(statements['OnlyTheSealerSigns']).toMatchObject({
      Effect: 'Deny',
      Action: ['kms:CreateGrant', 'kms:Sign'],
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': [sealer] } },
    });
  });

  it.each([
    /^ArchiveKey/,
    /^ArchiveSealKey/,
    /^ArchiveHashKey/,
  ])('are looked after by the account, which may not use them, and cannot be put out of use: %s', (id) => {
    const statements = keyStatements(id);
    const uses = /kms:(?:Sign|Decrypt|Encrypt|GenerateDataKey|CreateGrant|GenerateMac|\*)/;
    expect(JSON.stringify(statements['Administration']?.['Action'])).not.toMatch(uses);
    expect(statements['TheKeyStays']).toMatchObject({
      Effect: 'Deny',
      Action: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'],
    });
  });

  it('decrypt for the reader and the sealer, through S3 alone', () => {
    const statements = keyStatements(/^ArchiveKey/);
    const viaS3 = { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } };
    const ofBuckets = (beginning: string) => ({
      'kms:EncryptionContext:aws:s3:arn': [`arn:aws:s3:::${beginning}*`],
    });
    // CloudFormation names the buckets so: the stack, the logical id, and something of its own.
    expect(statements['Read']).toMatchObject({
      Action: 'kms:Decrypt',
      Condition: { ...viaS3, StringLike: ofBuckets('assayevidence-archive') },
    });
    expect(statements['Results']).toMatchObject({
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Principal: statements['Read']?.['Principal'],
      Condition: { ...viaS3, StringLike: ofBuckets('assayqueries-') },
    });
    expect(statements['Write']).toMatchObject({
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Condition: viaS3,
    });
  });
});
