import { CreateNotebookInstanceLifecycleConfigCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe } from 'vitest';
import reader from '../../../../../adapters/aws/readers/sagemaker/notebook-instance-lifecycle-config.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const type = 'AWS::SageMaker::NotebookInstanceLifecycleConfig';
const ref = refOf(type, 'patches');
const scripts = { OnStart: [{ Content: 'ZWNobyBoaQ==' }], OnCreate: [{ Content: 'ZWNobyBoaQ==' }] };

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'sagemaker', operation: 'DescribeNotebookInstanceLifecycleConfig' },
    part: { operation: 'ListTags', member: 'Tags' },
    missing: ref,
    async make({ door }) {
      await door.client(SageMakerClient).send(
        new CreateNotebookInstanceLifecycleConfigCommand({
          NotebookInstanceLifecycleConfigName: ref.id,
          ...scripts,
          Tags: [{ Key: 'team', Value: 'ml' }],
        }),
      );
      return ref;
    },
    properties: {
      NotebookInstanceLifecycleConfigName: 'patches',
      ...scripts,
      Tags: [{ Key: 'team', Value: 'ml' }],
    },
  });
});
