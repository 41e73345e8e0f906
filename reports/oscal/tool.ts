import type { Assessment } from '../../engine/assessment/assessment.ts';
import { uuidOf } from '../../engine/name-uuid.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { properties } from './property.ts';

/** What trestle validates, https://pages.nist.gov/OSCAL-Reference/models/v1.2.1/ ; no member here is newer than 1.1. */
const OSCAL_VERSION = '1.2.1';

/** The component that is Assay, in every document. */
export const TOOL_UUID = uuidOf('tool', 'assay');

export const toolProperties = ({ tool }: Pick<Assessment, 'tool'>): JsonObject[] =>
  properties({ version: tool.version, 'rule-pack-digest': tool.packDigest });

/** Says of an observation or a finding that a tool made it. */
export const ORIGINS: readonly JsonObject[] = [{ actors: [{ type: 'tool', 'actor-uuid': TOOL_UUID }] }];

/** The assessment's tool and where it runs. */
export function assessmentAssets(assessment: Assessment): JsonObject {
  return {
    components: [
      {
        uuid: TOOL_UUID,
        type: 'software',
        title: 'Assay',
        description: 'Judges AI resources on AWS by rules, and keeps evidence of every verdict.',
        props: toolProperties(assessment),
        status: { state: 'operational' },
      },
    ],
    'assessment-platforms': [
      {
        uuid: uuidOf('platform', 'assay'),
        title: 'Assay',
        'uses-components': [{ 'component-uuid': TOOL_UUID }],
      },
    ],
  };
}

interface Heading {
  readonly title: string;
  readonly remarks: string;
  readonly roles?: readonly JsonObject[] | undefined;
  readonly parties?: readonly JsonObject[] | undefined;
}

/** A document's metadata; its version is the instant whose state it tells. */
export function metadataOf({ generatedAt, asOf }: Assessment, heading: Heading): JsonObject {
  const { title, remarks, roles, parties } = heading;
  return {
    title,
    'last-modified': generatedAt,
    version: asOf,
    'oscal-version': OSCAL_VERSION,
    roles,
    parties,
    remarks,
  };
}
