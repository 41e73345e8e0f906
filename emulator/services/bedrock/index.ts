import { defineService } from '../../service.ts';
import { guardrail } from './guardrail.ts';
import { invocationLogging } from './invocation-logging.ts';
import { modelCustomization } from './model-customization.ts';
import { resourcePolicy } from './resource-policy.ts';
import { tagging } from './tagging.ts';

// Of guardrails and customization jobs CloudTrail keeps names and identifiers, nothing of what they say.
const IDENTIFIERS = ['guardrailIdentifier', 'name'];

export const bedrock = defineService({
  name: 'bedrock',
  arnPrefix: 'bedrock',
  eventSource: 'bedrock.amazonaws.com',
  recordedMembers: {
    CreateGuardrail: IDENTIFIERS,
    UpdateGuardrail: IDENTIFIERS,
    CreateGuardrailVersion: IDENTIFIERS,
    CreateModelCustomizationJob: ['jobName', 'customModelName'],
  },
  operations: { ...guardrail, ...invocationLogging, ...modelCustomization, ...resourcePolicy, ...tagging },
});
