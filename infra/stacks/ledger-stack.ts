import { Stack, type StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** What the writer of an archive in another account keeps at home: its role, where its chains stand, the key of hashes. */
export class LedgerStack extends Stack {
  /** Filled by the archive. */
  readonly archive: Construct;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, {
      description: 'Assay: who writes the evidence archive of another account, and where its chains stand',
      ...props,
      terminationProtection: true,
    });
    this.archive = new Construct(this, 'Archive');
  }
}
