import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/training-job-kms.ts';
import { testRule } from '../../support/judge-rule.ts';

const job = (ResourceConfig: object, OutputDataConfig: object = { KmsKeyId: 'alias/models' }) => ({
  properties: { ResourceConfig, OutputDataConfig } as never,
});
const EBS = { InstanceType: 'ml.m5.large' };
const NVME = { InstanceType: 'ml.p4d.24xlarge' };
const VOLUME_KEY = { VolumeKmsKeyId: 'alias/training' };

testRule(rule, {
  COMPLIANT: {
    'both keys': job({ ...EBS, ...VOLUME_KEY }),
    'local storage, and a key for the output': job(NVME),
    'groups on local storage': job({ InstanceGroups: [NVME, { InstanceType: 'ml.g5.xlarge' }] }),
    'a key for the volume, and none needed for the output': job(
      { ...NVME, ...VOLUME_KEY },
      { S3OutputPath: 's3://models--euw1-az1--x-s3' },
    ),
    'a key for the output, and none needed at all': job(NVME, {
      KmsKeyId: 'alias/models',
      S3OutputPath: 's3://models--euw1-az1--x-s3',
    }),
    'a directory bucket takes no key': job(
      { ...EBS, ...VOLUME_KEY },
      { S3OutputPath: 's3://models--euw1-az1--x-s3/churn' },
    ),
  },
  NON_COMPLIANT: {
    'no keys': job(EBS, {}),
    'no key for the volume': job(EBS),
    'no key for the output': job({ ...EBS, ...VOLUME_KEY }, { S3OutputPath: 's3://models/x--x-s3/churn' }),
    'a path that is no S3 URI': job({ ...EBS, ...VOLUME_KEY }, { S3OutputPath: 'x-s3://models--x-s3/churn' }),
    'an empty key for the output': job({ ...EBS, ...VOLUME_KEY }, { KmsKeyId: '' }),
    'local storage excuses the volume only': job(NVME, { S3OutputPath: 's3://models/churn' }),
    'one group of two has volumes': job({ InstanceGroups: [NVME, EBS] }),
    'nothing is said': { properties: {} },
    'a certain output wins over an unknown volume': job(
      { VolumeKmsKeyId: unknown('not in the event') },
      { S3OutputPath: 's3://models/churn' },
    ),
  },
  NOT_APPLICABLE: {
    'local storage and a directory bucket': {
      ...job(NVME, { S3OutputPath: 's3://models--euw1-az1--x-s3' }),
      because: 'every instance has local NVMe storage, which refuses a key',
    },
  },
  INSUFFICIENT_DATA: {
    'the key of the volume is unknown': job({ ...EBS, VolumeKmsKeyId: unknown('not in the event') }),
    'the instance type is unknown': job({ InstanceType: unknown('not in the event') }),
    'the key of the output is unknown': job(
      { ...EBS, ...VOLUME_KEY },
      { KmsKeyId: unknown('not in the event') },
    ),
  },
});
