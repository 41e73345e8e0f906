import remediation from '../../../remediations/bedrock/data-source-kms-cmk.ts';
import { itPutsRight } from '../kit.ts';
import { anySettings, dataSource } from './data-source.ts';

const scene = {
  name: 'a data source under a key of AWS',
  rule: 'bedrock-data-source-kms-cmk',
  make: dataSource(),
  options: { kmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' },
} as const;

itPutsRight(remediation, [scene], {
  anyScene: anySettings.map(({ serverSideEncryptionConfiguration: _, ...each }) => ({
    ...scene,
    make: dataSource(each),
  })),
});
