import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { ArchiveCopy } from '../constructs/archive-copy.ts';

export interface CopyStackProps extends StackProps {
  readonly config: Config;
}

/** In another Region, what the archive is copied into; deployed before the archive that copies. */
export class CopyStack extends Stack {
  constructor(scope: Construct, id: string, { config, ...props }: CopyStackProps) {
    super(scope, id, {
      description: 'Assay: the copy of the evidence archive in another Region',
      ...props,
      terminationProtection: true,
    });
    const { bucket } = new ArchiveCopy(this, 'Archive', config);
    new CfnOutput(this, 'CopyBucket', { value: bucket.bucketName });
  }
}
