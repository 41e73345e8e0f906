import { type Json, unknown } from '../../resources/resource.ts';

/** A policy's text as JSON; IAM percent-encodes it (RFC 3986), SageMaker and KMS do not. */
export function policyDocument(text: string | undefined): Json | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text.startsWith('%') ? decodeURIComponent(text) : text) as Json;
  } catch {
    return unknown('the policy document is no JSON');
  }
}
