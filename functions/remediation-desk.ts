import type { LambdaFunctionURLEventWithIAMAuthorizer, LambdaFunctionURLResult } from 'aws-lambda';
import { postureStore } from '../adapters/aws/posture.ts';
import { workflow } from '../adapters/aws/workflow.ts';
import { NOTING, notePorts } from './_remediation/deployed.ts';
import { atTheDesk } from './_remediation/desk.ts';
import { parseEnv } from './_runtime/env.ts';
import { eventHandler } from './_runtime/handler.ts';

const env = parseEnv(...NOTING, 'POSTURE_TABLE', 'REMEDIATION_WORKFLOW');
const noting = notePorts(env);
const ports = {
  ...noting,
  posture: postureStore(noting.home, env.POSTURE_TABLE),
  workflow: workflow(noting.home, env.REMEDIATION_WORKFLOW),
};

/** Where people ask for remediations, approve, reject and clear; who they are, IAM has found out. */
export async function remediationDesk({
  body = '',
  isBase64Encoded,
  requestContext,
}: LambdaFunctionURLEventWithIAMAuthorizer): Promise<LambdaFunctionURLResult> {
  const caller = requestContext.authorizer?.iam?.userArn ?? '';
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  const answer = await atTheDesk({ caller, body: text, id: requestContext.requestId }, ports);
  return {
    statusCode: answer.status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(answer.body),
  };
}

export const handler = eventHandler(remediationDesk);
