import type { ResourceType } from '../../../resources/index.ts';
import type { ResourceRef } from '../../../resources/resource.ts';
import type { Aws } from '../aws.ts';
import type { Reader, ReadResult } from '../reader.ts';
import bedrockGuardrail from './bedrock/guardrail.ts';
import iamRole from './iam/role.ts';
import sagemakerNotebookInstance from './sagemaker/notebook-instance.ts';

/** Type → its reader. */
export const readers = {
  'AWS::Bedrock::Guardrail': bedrockGuardrail,
  'AWS::IAM::Role': iamRole,
  'AWS::SageMaker::NotebookInstance': sagemakerNotebookInstance,
} satisfies { readonly [T in ResourceType]?: Reader<T> };

const byType: ReadonlyMap<string, Reader> = new Map(Object.entries(readers));

export const readerOf = (type: string): Reader | undefined => byType.get(type);

/** Reads any resource; a type without a reader is a failure that no retry mends. */
export async function readResource(ref: ResourceRef, aws: Aws): Promise<ReadResult> {
  const reader = readerOf(ref.type);
  if (reader) return reader.read(ref, aws);
  return { outcome: 'failed', because: `nothing here reads ${ref.type}`, retryable: false };
}
