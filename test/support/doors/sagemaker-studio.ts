import {
  CreateDomainCommand,
  type CreateDomainRequest,
  CreateNotebookInstanceCommand,
  type CreateNotebookInstanceInput,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { EmulatedAws } from '../../adapters/aws/kit.ts';
import { type DoorCase, from } from './door.ts';
import { customerKey, customerKeyIn, KEY_OUT_OF_EVENT } from './key.ts';
import { tagged } from './tags.ts';

const sagemaker = ({ door }: EmulatedAws) => door.client(SageMakerClient);

const ROLE = 'arn:aws:iam::111122223333:role/Ml';

const notebook = {
  NotebookInstanceName: 'research',
  InstanceType: 'ml.t3.medium',
  RoleArn: ROLE,
} satisfies CreateNotebookInstanceInput;

/** What the provider plans for a notebook of which nothing else is said. */
const plannedNotebook = {
  name: 'research',
  instance_type: 'ml.t3.medium',
  role_arn: ROLE,
  direct_internet_access: 'Enabled',
  root_access: 'Enabled',
  volume_size: 5,
  additional_code_repositories: null,
  default_code_repository: null,
  instance_metadata_service_configuration: [],
  kms_key_id: null,
  lifecycle_config_name: null,
  subnet_id: null,
  tags: null,
};

const FOREIGN = 'https://github.com/someone/churn.git';

const openNotebook = {
  ...notebook,
  AdditionalCodeRepositories: [FOREIGN],
} satisfies CreateNotebookInstanceInput;

const closedNotebook = {
  ...notebook,
  DirectInternetAccess: 'Disabled',
  RootAccess: 'Disabled',
  SubnetId: 'subnet-0a1b2c3d',
  SecurityGroupIds: ['sg-0a1b2c3d'],
  PlatformIdentifier: 'notebook-al2023-v1',
  InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: '2' },
  DefaultCodeRepository: 'https://git.example.com/churn.git',
} satisfies CreateNotebookInstanceInput;

const notebooks: readonly DoorCase[] = [
  {
    name: 'a closed notebook',
    type: 'AWS::SageMaker::NotebookInstance',
    async make(emulated) {
      const KmsKeyId = await customerKey(emulated);
      await sagemaker(emulated).send(new CreateNotebookInstanceCommand({ ...closedNotebook, KmsKeyId }));
    },
    template: {
      Judged: {
        Type: 'AWS::SageMaker::NotebookInstance',
        Properties: { ...closedNotebook, KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
      },
      Key: customerKeyIn.template,
    },
    plan: [
      {
        address: 'aws_sagemaker_notebook_instance.judged',
        after: {
          ...plannedNotebook,
          direct_internet_access: 'Disabled',
          root_access: 'Disabled',
          subnet_id: 'subnet-0a1b2c3d',
          security_groups: ['sg-0a1b2c3d'],
          platform_identifier: 'notebook-al2023-v1',
          instance_metadata_service_configuration: [{ minimum_instance_metadata_service_version: '2' }],
          default_code_repository: 'https://git.example.com/churn.git',
        },
        unknown: { kms_key_id: true, network_interface_id: true, url: true, security_groups: [false] },
        expressions: { kms_key_id: from('aws_kms_key.key.arn') },
      },
      customerKeyIn.plan,
    ],
    isWholeInEvent: true,
    verdicts: {
      'sagemaker-notebook-direct-internet-access': 'COMPLIANT',
      'sagemaker-notebook-imdsv2': 'COMPLIANT',
      'sagemaker-notebook-in-vpc': 'COMPLIANT',
      'sagemaker-notebook-kms-cmk': 'COMPLIANT',
      'sagemaker-notebook-platform-supported': 'COMPLIANT',
      'sagemaker-notebook-public-git-repo': 'COMPLIANT',
      'sagemaker-notebook-root-access': 'COMPLIANT',
    },
    cannotKnow: { event: { 'sagemaker-notebook-kms-cmk': KEY_OUT_OF_EVENT } },
  },
  {
    name: 'a notebook of which nothing is said but what it clones',
    type: 'AWS::SageMaker::NotebookInstance',
    make: (emulated) => sagemaker(emulated).send(new CreateNotebookInstanceCommand(openNotebook)),
    template: { Judged: { Type: 'AWS::SageMaker::NotebookInstance', Properties: openNotebook } },
    plan: [
      {
        address: 'aws_sagemaker_notebook_instance.judged',
        after: { ...plannedNotebook, additional_code_repositories: [FOREIGN] },
        unknown: { network_interface_id: true, platform_identifier: true, security_groups: true, url: true },
      },
    ],
    isWholeInEvent: true,
    verdicts: {
      'sagemaker-notebook-direct-internet-access': 'NON_COMPLIANT',
      'sagemaker-notebook-imdsv2': 'NON_COMPLIANT',
      'sagemaker-notebook-in-vpc': 'NON_COMPLIANT',
      'sagemaker-notebook-kms-cmk': 'NON_COMPLIANT',
      'sagemaker-notebook-platform-supported': 'NON_COMPLIANT',
      'sagemaker-notebook-public-git-repo': 'NON_COMPLIANT',
      'sagemaker-notebook-root-access': 'NON_COMPLIANT',
    },
  },
];

const domain = {
  DomainName: 'studio',
  AuthMode: 'SSO',
  VpcId: 'vpc-0a1b2c3d',
  SubnetIds: ['subnet-0a1b2c3d'],
  DefaultUserSettings: { ExecutionRole: ROLE },
} satisfies CreateDomainRequest;

/** What a well-kept one says besides. */
const keptDomain = {
  DefaultUserSettings: {
    ExecutionRole: ROLE,
    JupyterLabAppSettings: {
      AppLifecycleManagement: { IdleSettings: { LifecycleManagement: 'ENABLED', IdleTimeoutInMinutes: 120 } },
    },
    SharingSettings: { NotebookOutputOption: 'Disabled' },
  },
  DomainSettings: {
    ExecutionRoleIdentityConfig: 'USER_PROFILE_NAME',
    DockerSettings: { EnableDockerAccess: 'DISABLED' },
  },
} satisfies Partial<CreateDomainRequest>;

/** What one says that lets everything through. */
const openDomain = {
  ...domain,
  DefaultUserSettings: { ExecutionRole: ROLE, SharingSettings: { NotebookOutputOption: 'Allowed' } },
  DomainSettings: { DockerSettings: { EnableDockerAccess: 'ENABLED' } },
} satisfies CreateDomainRequest;

const plannedDomain = {
  domain_name: 'studio',
  auth_mode: 'SSO',
  vpc_id: 'vpc-0a1b2c3d',
  subnet_ids: ['subnet-0a1b2c3d'],
  app_network_access_type: 'PublicInternetOnly',
  app_security_group_management: null,
  default_space_settings: [],
  default_user_settings: [{ execution_role: ROLE, security_groups: null, sharing_settings: [] }],
  domain_settings: [],
  kms_key_id: null,
  retention_policy: [],
  tags: null,
};

const plannedKept = {
  default_user_settings: [
    {
      execution_role: ROLE,
      security_groups: null,
      jupyter_lab_app_settings: [
        {
          app_lifecycle_management: [
            { idle_settings: [{ lifecycle_management: 'ENABLED', idle_timeout_in_minutes: 120 }] },
          ],
        },
      ],
      sharing_settings: [{ notebook_output_option: 'Disabled', s3_kms_key_id: null, s3_output_path: null }],
    },
  ],
  domain_settings: [
    {
      execution_role_identity_config: 'USER_PROFILE_NAME',
      docker_settings: [{ enable_docker_access: 'DISABLED', vpc_only_trusted_accounts: null }],
      r_studio_server_pro_domain_settings: [],
      security_group_ids: null,
    },
  ],
};

const plannedOpen = {
  default_user_settings: [
    {
      execution_role: ROLE,
      security_groups: null,
      jupyter_lab_app_settings: [],
      sharing_settings: [{ notebook_output_option: 'Allowed', s3_kms_key_id: null, s3_output_path: null }],
    },
  ],
  domain_settings: [
    {
      execution_role_identity_config: null,
      docker_settings: [{ enable_docker_access: 'ENABLED', vpc_only_trusted_accounts: null }],
      r_studio_server_pro_domain_settings: [],
      security_group_ids: null,
    },
  ],
};

const domains: readonly DoorCase[] = [
  {
    name: 'a domain with an owner inside its VPC',
    type: 'AWS::SageMaker::Domain',
    async make(emulated) {
      const KmsKeyId = await customerKey(emulated);
      const asked = { ...domain, ...keptDomain, KmsKeyId, Tags: tagged.list };
      const AppNetworkAccessType = 'VpcOnly' as const;
      await sagemaker(emulated).send(new CreateDomainCommand({ ...asked, AppNetworkAccessType }));
    },
    template: {
      Judged: {
        Type: 'AWS::SageMaker::Domain',
        Properties: {
          ...domain,
          ...keptDomain,
          AppNetworkAccessType: 'VpcOnly',
          KmsKeyId: { Ref: 'Key' },
          Tags: tagged.list,
        },
      },
      Key: customerKeyIn.template,
    },
    plan: [
      {
        address: 'aws_sagemaker_domain.judged',
        after: { ...plannedDomain, ...plannedKept, app_network_access_type: 'VpcOnly', ...tagged.plan },
        unknown: { kms_key_id: true, url: true, home_efs_file_system_id: true },
        expressions: { kms_key_id: from('aws_kms_key.key.key_id') },
      },
      customerKeyIn.plan,
    ],
    verdicts: {
      'sagemaker-domain-docker-trusted-accounts': 'COMPLIANT',
      'sagemaker-domain-execution-role-identity': 'COMPLIANT',
      'sagemaker-domain-idle-shutdown': 'COMPLIANT',
      'sagemaker-domain-kms-cmk': 'COMPLIANT',
      'sagemaker-domain-notebook-output-sharing': 'COMPLIANT',
      'sagemaker-domain-tagged': 'COMPLIANT',
      'sagemaker-domain-vpc-only': 'COMPLIANT',
    },
  },
  {
    name: 'a domain that lets everything through',
    type: 'AWS::SageMaker::Domain',
    make: (emulated) => sagemaker(emulated).send(new CreateDomainCommand(openDomain)),
    template: { Judged: { Type: 'AWS::SageMaker::Domain', Properties: openDomain } },
    plan: [
      {
        address: 'aws_sagemaker_domain.judged',
        after: { ...plannedDomain, ...plannedOpen },
        unknown: { url: true, home_efs_file_system_id: true },
      },
    ],
    verdicts: {
      'sagemaker-domain-docker-trusted-accounts': 'NON_COMPLIANT',
      'sagemaker-domain-execution-role-identity': 'NON_COMPLIANT',
      'sagemaker-domain-idle-shutdown': 'NON_COMPLIANT',
      'sagemaker-domain-kms-cmk': 'NON_COMPLIANT',
      'sagemaker-domain-notebook-output-sharing': 'NON_COMPLIANT',
      'sagemaker-domain-tagged': 'NON_COMPLIANT',
      'sagemaker-domain-vpc-only': 'NON_COMPLIANT',
    },
  },
];

export const studioCases: readonly DoorCase[] = [...notebooks, ...domains];
