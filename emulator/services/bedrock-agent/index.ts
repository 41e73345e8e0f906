import { defineService } from '../../service.ts';
import { agent } from './agent.ts';
import { agentParts } from './agent-parts.ts';
import { dataSource } from './data-source.ts';
import { flow } from './flow.ts';
import { knowledgeBase } from './knowledge-base.ts';
import { prompt } from './prompt.ts';
import { tagging } from './tagging.ts';

// Its own API, but ARNs and events are Bedrock's.
export const bedrockAgent = defineService({
  name: 'bedrock-agent',
  arnPrefix: 'bedrock',
  eventSource: 'bedrock.amazonaws.com',
  operations: { ...agent, ...agentParts, ...dataSource, ...flow, ...knowledgeBase, ...prompt, ...tagging },
});
