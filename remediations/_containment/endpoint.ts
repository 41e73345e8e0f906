import type {
  CreateEndpointCommandInput,
  DeleteEndpointCommandInput,
  DescribeEndpointCommandInput,
  DescribeEndpointConfigCommandInput,
  ListTagsCommandInput,
} from '@aws-sdk/client-sagemaker';
import type { Json } from '../../resources/resource.ts';
import { answers, apiCall, change, draft, refuse } from '../remediation.ts';
import { type Containment, nameIn } from './containment.ts';

/**
 * SageMaker has no resource policy for an endpoint, and no pause: what is not to answer must not be there. Its
 * configuration stays, and with it all that is needed to make it again.
 */
export const endpoint: Containment = {
  kind: 'endpoint',
  subject: 'ENDPOINT',
  title: 'Take the endpoint away, and keep its configuration',
  breaks:
    'Whoever calls the endpoint gets an error once SageMaker has taken it away. Made again, it has the name, tags, weights and instance counts of its ' +
    'configuration: what was changed since is not kept, its scaling has to be registered again, and the instances have to be free.',
  permissions: [
    'sagemaker:AddTags',
    'sagemaker:CreateEndpoint',
    'sagemaker:DeleteEndpoint',
    'sagemaker:DescribeEndpoint',
    'sagemaker:DescribeEndpointConfig',
    'sagemaker:ListTags',
  ],
  references: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpoint.html'],
  nameOf: (target) => nameIn(target, 'sagemaker', 'endpoint'),

  async read(name, ask) {
    const { EndpointArn, EndpointStatus, EndpointConfigName } = await ask(described(name));
    if (typeof EndpointArn !== 'string' || typeof EndpointConfigName !== 'string') return {};
    const { ProductionVariants } = await ask(
      apiCall<DescribeEndpointConfigCommandInput>('sagemaker', 'DescribeEndpointConfig', {
        EndpointConfigName,
      }),
    );
    const { Tags } = await ask(
      apiCall<ListTagsCommandInput>('sagemaker', 'ListTags', { ResourceArn: EndpointArn, MaxResults: 100 }),
    );
    return { EndpointStatus, EndpointConfigName, ProductionVariants, Tags };
  },

  plan(EndpointName, { EndpointStatus, EndpointConfigName, ProductionVariants, Tags }) {
    if (typeof EndpointConfigName !== 'string') return refuse('no such endpoint is there');
    if (EndpointStatus !== 'InService')
      return refuse(
        `it is ${String(EndpointStatus)}: expected InService, or it could not be made again as it is`,
      );
    if (!Array.isArray(ProductionVariants))
      return refuse(`its configuration ${EndpointConfigName} is not there: it could not be made again`);
    if (ProductionVariants.some((variant) => !hasModel(variant)))
      return refuse('it runs inference components, which have to be deleted, or scaled to none, one by one');
    const again = {
      EndpointName,
      EndpointConfigName,
      ...(Array.isArray(Tags) && Tags.length > 0 && { Tags: Tags.filter(isOurs) }),
    } as CreateEndpointCommandInput;
    return draft(
      [change('EndpointStatus', EndpointStatus, null)],
      [
        {
          call: apiCall<DeleteEndpointCommandInput>('sagemaker', 'DeleteEndpoint', { EndpointName }),
          until: answers(described(EndpointName), { EndpointStatus: [null] }),
          undo: {
            call: apiCall<CreateEndpointCommandInput>('sagemaker', 'CreateEndpoint', again),
            until: {
              ...answers(described(EndpointName), { EndpointStatus: ['InService'] }),
              never: { EndpointStatus: ['Failed'] },
            },
          },
        },
      ],
    );
  },
};

const described = (EndpointName: string) =>
  apiCall<DescribeEndpointCommandInput>('sagemaker', 'DescribeEndpoint', { EndpointName });

const hasModel = (variant: Json): boolean => typeof Reflect.get(Object(variant), 'ModelName') === 'string';

/** Nobody but AWS may set the others. */
const isOurs = (tag: Json): boolean => !String(Reflect.get(Object(tag), 'Key')).startsWith('aws:');
