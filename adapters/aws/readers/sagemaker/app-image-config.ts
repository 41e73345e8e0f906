import type { ContainerConfig } from '@aws-sdk/client-sagemaker';
import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { sagemakerTags } from './_tags.ts';

const type = 'AWS::SageMaker::AppImageConfig';

export default defineReader({
  type,
  actions: ['sagemaker:DescribeAppImageConfig', 'sagemaker:ListTags'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { DescribeAppImageConfigCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, ref.region);
    const answer = await ask('sagemaker:DescribeAppImageConfig', () =>
      client.send(new DescribeAppImageConfigCommand({ AppImageConfigName: ref.id })),
    );
    const Tags = await sagemakerTags(reading, answer.AppImageConfigArn);
    const JupyterLabAppImageConfig = listed(answer.JupyterLabAppImageConfig);
    const CodeEditorAppImageConfig = listed(answer.CodeEditorAppImageConfig);
    const told = { ...answer, JupyterLabAppImageConfig, CodeEditorAppImageConfig };
    return {
      properties: { ...toCloudFormation(told, type), Tags },
      id: answer.AppImageConfigName,
      arn: answer.AppImageConfigArn,
      createdAt: answer.CreationTime,
    };
  },
});

interface App {
  readonly ContainerConfig?: ContainerConfig | undefined;
}

/** CloudFormation lists the variables of the environment; the API has a map of them. */
function listed(app: App | undefined): object | undefined {
  const { ContainerEnvironmentVariables: variables } = app?.ContainerConfig ?? {};
  if (variables === undefined) return app;
  const list = Object.entries(variables).map(([Key, Value]) => ({ Key, Value }));
  return { ...app, ContainerConfig: { ...app?.ContainerConfig, ContainerEnvironmentVariables: list } };
}
