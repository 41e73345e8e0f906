import { IAMClient } from '@aws-sdk/client-iam';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { startMoto } from '../../test/oracles/moto/server.ts';
import prepare from '../oracles/environment.ts';
import { makeNotebooks } from './notebooks.ts';
import { compareProcesses } from './processes.ts';
import { type Bar, milliseconds } from './report.ts';

const NOTEBOOKS = 200;
const REGION = 'eu-central-1';
const ROUNDS = 7;
const BARE = new URL('bare-reads.ts', import.meta.url).pathname;

/** `scan` of notebooks on moto, over HTTP, against a process that makes the same calls and judges nothing. */
export async function* benchScan(): AsyncGenerator<Bar> {
  prepare();
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIAIOSFODNN7EXAMPLE';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'none';
  const { endpoint, stop } = await startMoto();
  try {
    const options = { endpoint, region: REGION };
    await makeNotebooks(new SageMakerClient(options), new IAMClient(options), NOTEBOOKS);
    const scan = ['dist/assay.js', 'scan', '--endpoint', endpoint, '--region', REGION];
    const [scanned = 0, bare = 0] = await compareProcesses(
      [
        { command: process.execPath, args: [...scan, '--type', 'AWS::SageMaker::NotebookInstance'] },
        { command: process.execPath, args: [BARE, endpoint, REGION] },
      ],
      ROUNDS,
    );
    yield {
      what: `scan of ${NOTEBOOKS} notebooks on moto against the bare reads, sixteen at once both`,
      value: scanned / bare,
      unit: 'times',
      atMost: 1.5,
      detail: `${milliseconds(scanned)} and ${milliseconds(bare)}`,
    };
  } finally {
    await stop();
  }
}
