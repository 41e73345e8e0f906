import remediation from '../../../remediations/bedrock/agent-tagged.ts';
import { itTags } from '../_families/tag-scenes.ts';
import { agent } from './agent.ts';

itTags(remediation, 'bedrock-agent-tagged', (tags) => agent({ tags }));
