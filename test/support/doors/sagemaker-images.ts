import {
  CreateAppImageConfigCommand,
  type CreateAppImageConfigRequest,
  CreateImageCommand,
  type CreateImageRequest,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { EmulatedAws } from '../../adapters/aws/kit.ts';
import type { DoorCase } from './door.ts';
import { tagged } from './tags.ts';

const RoleArn = 'arn:aws:iam::111122223333:role/Images';

const created = ({ door }: EmulatedAws, image: CreateImageRequest) =>
  door.client(SageMakerClient).send(new CreateImageCommand(image));

const images: readonly DoorCase[] = [
  {
    name: 'an image that says what it is for, and whose it is',
    type: 'AWS::SageMaker::Image',
    make: (emulated) =>
      created(emulated, { ImageName: 'torch', RoleArn, Description: 'PyTorch 2', Tags: tagged.list }),
    template: {
      Judged: {
        Type: 'AWS::SageMaker::Image',
        Properties: {
          ImageName: 'torch',
          ImageRoleArn: RoleArn,
          ImageDescription: 'PyTorch 2',
          Tags: tagged.list,
        },
      },
    },
    plan: [
      {
        address: 'aws_sagemaker_image.judged',
        after: {
          image_name: 'torch',
          role_arn: RoleArn,
          description: 'PyTorch 2',
          display_name: null,
          ...tagged.plan,
        },
      },
    ],
    verdicts: { 'sagemaker-image-described': 'COMPLIANT', 'sagemaker-image-tagged': 'COMPLIANT' },
  },
  {
    name: 'an image with a name only',
    type: 'AWS::SageMaker::Image',
    make: (emulated) => created(emulated, { ImageName: 'torch', RoleArn }),
    template: {
      Judged: {
        Type: 'AWS::SageMaker::Image',
        Properties: { ImageName: 'torch', ImageRoleArn: RoleArn },
      },
    },
    plan: [
      {
        address: 'aws_sagemaker_image.judged',
        after: { image_name: 'torch', role_arn: RoleArn, description: null, display_name: null, tags: null },
      },
    ],
    verdicts: { 'sagemaker-image-described': 'NON_COMPLIANT', 'sagemaker-image-tagged': 'NON_COMPLIANT' },
  },
];

const config = {
  AppImageConfigName: 'torch-lab',
  KernelGatewayImageConfig: { KernelSpecs: [{ Name: 'python3' }] },
} satisfies CreateAppImageConfigRequest;

const plannedConfig = {
  app_image_config_name: 'torch-lab',
  code_editor_app_image_config: [],
  jupyter_lab_image_config: [],
  kernel_gateway_image_config: [
    { file_system_config: [], kernel_spec: [{ name: 'python3', display_name: null }] },
  ],
};

const configured = ({ door }: EmulatedAws, asked: CreateAppImageConfigRequest) =>
  door.client(SageMakerClient).send(new CreateAppImageConfigCommand(asked));

const configs: readonly DoorCase[] = [
  {
    name: 'an app image configuration with an owner',
    type: 'AWS::SageMaker::AppImageConfig',
    make: (emulated) => configured(emulated, { ...config, Tags: tagged.list }),
    template: {
      Judged: { Type: 'AWS::SageMaker::AppImageConfig', Properties: { ...config, Tags: tagged.list } },
    },
    plan: [
      {
        address: 'aws_sagemaker_app_image_config.judged',
        after: { ...plannedConfig, ...tagged.plan },
      },
    ],
    verdicts: { 'sagemaker-app-image-config-tagged': 'COMPLIANT' },
  },
  {
    name: 'an app image configuration without a tag',
    type: 'AWS::SageMaker::AppImageConfig',
    make: (emulated) => configured(emulated, config),
    template: { Judged: { Type: 'AWS::SageMaker::AppImageConfig', Properties: config } },
    plan: [{ address: 'aws_sagemaker_app_image_config.judged', after: { ...plannedConfig, tags: null } }],
    verdicts: { 'sagemaker-app-image-config-tagged': 'NON_COMPLIANT' },
  },
];

export const imageCases: readonly DoorCase[] = [...images, ...configs];
