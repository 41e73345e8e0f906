import remediation from '../../../remediations/bedrock/guardrail-tagged.ts';
import { camelTags, itTags } from '../_families/tag-scenes.ts';
import { guardrail } from './guardrail.ts';

itTags(remediation, 'bedrock-guardrail-tagged', (tags) => guardrail({ tags: camelTags(tags) }));
