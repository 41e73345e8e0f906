import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { readEachNotebook } from './notebooks.ts';

/** What `scan` is compared with: the same calls about the same notebooks, and nothing made of the answers. */
const [endpoint = '', region = ''] = process.argv.slice(2);
await readEachNotebook(new SageMakerClient({ endpoint, region }));
