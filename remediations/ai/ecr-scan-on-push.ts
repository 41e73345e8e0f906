import type {
  DescribeRepositoriesCommandInput,
  PutImageScanningConfigurationCommandInput,
} from '@aws-sdk/client-ecr';
import type { Json } from '../../resources/resource.ts';
import { answers, apiCall, change, defineRemediation, draft } from '../remediation.ts';

const SCANS = 'repositories.0.imageScanningConfiguration.scanOnPush';

export default defineRemediation({
  id: 'ai-ecr-scan-on-push',
  title: 'Scan images of the repository when they are pushed',
  resourceType: 'AWS::ECR::Repository',
  repairs: ['ai-ecr-scan-on-push'],
  risk: 'safe',
  breaks:
    'Nothing: a basic scan costs nothing and keeps nobody from pushing or pulling. Images that are there stay unscanned.',
  permissions: ['ecr:DescribeRepositories', 'ecr:PutImageScanningConfiguration'],
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageScanningConfiguration.html',
  ],

  async read({ id }, ask) {
    const { repositories } = await ask(describe(id));
    const [repository] = Array.isArray(repositories) ? repositories : [];
    return { imageScanningConfiguration: Reflect.get(Object(repository), 'imageScanningConfiguration') };
  },

  plan({ resource: { id }, before }) {
    const scans = scansIn(before['imageScanningConfiguration']);
    return draft(
      [change('ImageScanningConfiguration.ScanOnPush', scans, true)],
      [{ ...putting(id, true), undo: putting(id, scans) }],
    );
  },
});

/** False where nothing is said: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageScanningConfiguration.html */
const scansIn = (configuration: Json | undefined): boolean =>
  Reflect.get(Object(configuration), 'scanOnPush') === true;

const describe = (name: string) =>
  apiCall<DescribeRepositoriesCommandInput>('ecr', 'DescribeRepositories', { repositoryNames: [name] });

const putting = (repositoryName: string, scanOnPush: boolean) => ({
  call: apiCall<PutImageScanningConfigurationCommandInput>('ecr', 'PutImageScanningConfiguration', {
    repositoryName,
    imageScanningConfiguration: { scanOnPush },
  }),
  until: answers(describe(repositoryName), { [SCANS]: [scanOnPush] }),
});
