import { defineService } from '../../service.ts';
import { browser } from './browser.ts';
import { codeInterpreter } from './code-interpreter.ts';
import { gateway } from './gateway.ts';
import { gatewayTarget } from './gateway-target.ts';
import { memory } from './memory.ts';
import { policyEngine } from './policy-engine.ts';
import { runtime } from './runtime.ts';
import { tagging } from './tagging.ts';

export const bedrockAgentCoreControl = defineService({
  name: 'bedrock-agentcore-control',
  arnPrefix: 'bedrock-agentcore',
  eventSource: 'bedrock-agentcore.amazonaws.com',
  // An HTTP header that CloudTrail prints among the elements of the response.
  // https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/registry-cloudtrail-integration.html
  recordedHeaders: {
    'Access-Control-Expose-Headers':
      'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-Trace-id,x-amzn-Apigw-id,x-amzn-ErrorMessage,Date',
  },
  operations: {
    ...browser,
    ...codeInterpreter,
    ...gateway,
    ...gatewayTarget,
    ...memory,
    ...policyEngine,
    ...runtime,
    ...tagging,
  },
});
