import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { EvidenceArchive } from '../constructs/evidence-archive.ts';
import type { LedgerStack } from './ledger-stack.ts';

export interface EvidenceStackProps extends StackProps {
  readonly config: Config;
  /** Where its writer is, if that is another account. */
  readonly home?: LedgerStack;
}

/** What must outlive everything: deployed once, changed rarely, deleted never. */
export class EvidenceStack extends Stack {
  readonly archive: EvidenceArchive;

  constructor(scope: Construct, id: string, { config, home, ...props }: EvidenceStackProps) {
    super(scope, id, {
      description: 'Assay: sealed evidence and the keys that prove it',
      ...props,
      terminationProtection: true,
    });
    this.archive = new EvidenceArchive(this, 'Archive', { config, ...(home && { home: home.archive }) });
    const { bucket, key, reader, holder, sealKey } = this.archive;
    new CfnOutput(this, 'ArchiveBucket', { value: bucket.bucketName });
    new CfnOutput(this, 'ReaderRole', { value: reader.roleArn });
    new CfnOutput(this, 'LegalHoldRole', { value: holder.roleArn });
    new CfnOutput(this, 'ArchiveKeyArn', { value: key.keyArn });
    new CfnOutput(this, 'SealKeyArn', { value: sealKey.keyArn });
  }
}
