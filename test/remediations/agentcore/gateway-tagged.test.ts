import remediation from '../../../remediations/agentcore/gateway-tagged.ts';
import { itTags } from '../_families/tag-scenes.ts';
import { gateway } from './gateway.ts';

itTags(remediation, 'agentcore-gateway-tagged', (tags) => gateway({ tags }));
