import rule from '../../../rules/ai/region-approved.ts';
import { testRule } from '../../support/judge-rule.ts';

const parameters = { regions: ['eu-west-1', 'eu-central-1'] };

testRule(rule, {
  COMPLIANT: { 'an approved Region': { properties: {}, region: 'eu-central-1', parameters } },
  NON_COMPLIANT: { 'another Region': { properties: {}, region: 'eu-west-2', parameters } },
  NOT_APPLICABLE: { 'no list is set': { properties: {}, region: 'us-east-1' } },
  INSUFFICIENT_DATA: { 'a template names no Region': { properties: {}, parameters, source: 'template' } },
});
