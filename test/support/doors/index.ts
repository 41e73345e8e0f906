import { accessCases } from './access.ts';
import { gatewayCases } from './agentcore-gateways.ts';
import { runtimeCases } from './agentcore-runtimes.ts';
import { targetCases } from './agentcore-targets.ts';
import { toolCases } from './agentcore-tools.ts';
import { bedrockAgentCases } from './agents.ts';
import { bedrockCases } from './bedrock.ts';
import { documentCases } from './document-services.ts';
import type { DoorCase } from './door.ts';
import { promptCases } from './prompts.ts';
import { roleCases } from './roles.ts';
import { clusterCases } from './sagemaker-clusters.ts';
import { endpointCases } from './sagemaker-endpoints.ts';
import { featureCases } from './sagemaker-features.ts';
import { imageCases } from './sagemaker-images.ts';
import { modelCases } from './sagemaker-models.ts';
import { monitoringCases } from './sagemaker-monitoring.ts';
import { packageCases } from './sagemaker-packages.ts';
import { spaceCases } from './sagemaker-spaces.ts';
import { studioCases } from './sagemaker-studio.ts';
import { storageCases } from './storage.ts';

/** Every resource that is written for every door. */
export const doorCases: readonly DoorCase[] = [
  ...accessCases,
  ...documentCases,
  ...gatewayCases,
  ...runtimeCases,
  ...targetCases,
  ...toolCases,
  ...bedrockAgentCases,
  ...bedrockCases,
  ...promptCases,
  ...roleCases,
  ...clusterCases,
  ...endpointCases,
  ...featureCases,
  ...imageCases,
  ...modelCases,
  ...monitoringCases,
  ...packageCases,
  ...spaceCases,
  ...studioCases,
  ...storageCases,
];
