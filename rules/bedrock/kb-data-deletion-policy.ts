import { compliant, defineRule, insufficientData, nonCompliant, notApplicable } from '../../engine/rule.ts';
import { isMarked } from '../_families/tag-marks.ts';

const BASE = 'KB12345678';

const source = (DataDeletionPolicy: string) => ({
  properties: { KnowledgeBaseId: BASE, DataDeletionPolicy },
  related: { [BASE]: { Tags: { data: 'personal' } } },
  parameters: { personalDataTags: ['data=personal'] },
});

export default defineRule({
  id: 'bedrock-kb-data-deletion-policy',
  revision: 1,
  title: 'Data source holding personal data must delete vectors with the source',
  rationale:
    'Vectors that outlive their source still hold what the documents said of people: answers repeat it, though the ' +
    'documents were deleted as somebody asked, or as the law wants.',
  severity: 'MEDIUM',
  profile: 'regulated',
  resourceType: 'AWS::Bedrock::DataSource',
  needs: { knowledgeBase: { path: 'KnowledgeBaseId', type: 'AWS::Bedrock::KnowledgeBase' } },
  parameters: {
    personalDataTags: {
      kind: 'strings',
      description:
        'Tags of knowledge bases that hold personal data, as key or key=value. Empty: the rule does not apply.',
      default: [],
    },
  },
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 10',
      'eu_ai_act_2024_1689:Art. 26',
      'iso27001_2022:A.5.34',
      'iso27001_2022:A.8.10',
      'iso27001_2022:A.8.11',
      'iso27701_2019:7.4.1',
      'iso27701_2019:7.4.5',
      'iso27701_2019:7.4.7',
      'iso42001_2023:A.5.4',
      'iso42001_2023:A.7.2',
      'mitre_atlas:AML.M0007',
      'mitre_atlas:AML.M0020',
      'nist_800_53_r5:PT-2',
      'nist_800_53_r5:PT-3',
      'nist_800_53_r5:SI-12',
      'nist_800_53_r5:SI-19',
      'nist_ai_rmf_1_0:MEASURE 2.10',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:C1.2',
      'soc2_tsc:P4.2',
      'soc2_tsc:P4.3',
    ],
  },
  guidance: 'Set DataDeletionPolicy to DELETE with UpdateDataSource.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_UpdateDataSource.html'],
  examples: {
    compliant: [{ name: 'vectors are deleted with the source', ...source('DELETE') }],
    nonCompliant: [{ name: 'vectors stay', ...source('RETAIN') }],
  },

  evaluate({ properties: { DataDeletionPolicy: policy } }, { related, parameters: { personalDataTags } }) {
    if (personalDataTags.length === 0) return notApplicable('no tags are set that mark personal data');
    if (policy === 'DELETE') return compliant;
    const [base] = related('knowledgeBase');
    if (!base) return insufficientData('KnowledgeBaseId is not known');
    if (!isMarked(base.read().Tags, personalDataTags)) {
      return notApplicable('its knowledge base is not tagged as one with personal data');
    }
    return policy === undefined
      ? insufficientData('AWS does not say what a source without a policy does')
      : nonCompliant({ path: 'DataDeletionPolicy', expected: 'DELETE', actual: policy });
  },
});
