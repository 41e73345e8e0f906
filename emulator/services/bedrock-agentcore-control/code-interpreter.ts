import type {
  CodeInterpreterSummary,
  GetCodeInterpreterResponse,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { conflict, resourceNotFound } from '../../errors.ts';
import { restPage } from '../../pages.ts';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { idFor, tags } from './_shared.ts';

type CodeInterpreter = Answer<GetCodeInterpreterResponse> &
  CodeInterpreterSummary & { codeInterpreterId: string; codeInterpreterArn: string };

const codeInterpreters = createTable<CodeInterpreter>();

const BUILD_MS = 10_000;

/** Has no update: what is wrong is made anew. */
export const codeInterpreter = {
  CreateCodeInterpreter(input, call) {
    const { clientToken: _token, tags: given, ...rest } = input;
    if (codeInterpreters.list(call).some(({ name }) => name === input.name)) {
      throw conflict(`A code interpreter named ${input.name} already exists.`);
    }
    const codeInterpreterId = idFor(call, input.name);
    const codeInterpreterArn = call.arn(`code-interpreter-custom/${codeInterpreterId}`);
    const begun: CodeInterpreter = {
      ...rest,
      ...{ codeInterpreterId, codeInterpreterArn },
      status: 'CREATING',
      createdAt: call.now(),
      lastUpdatedAt: call.now(),
    };
    codeInterpreters.put(call, codeInterpreterId, begun, {
      afterMs: BUILD_MS,
      become: (at) => ({ ...begun, status: 'READY', lastUpdatedAt: at }),
    });
    tags.start(call, codeInterpreterArn, given ?? {});
    return begun;
  },

  GetCodeInterpreter: (input, call) => find(call, input.codeInterpreterId),

  ListCodeInterpreters(input, call) {
    // Those that AWS provides itself are not emulated.
    const { page, nextToken } = restPage(input.type === 'SYSTEM' ? [] : codeInterpreters.list(call), input);
    return { codeInterpreterSummaries: page, nextToken };
  },

  DeleteCodeInterpreter(input, call) {
    const current = find(call, input.codeInterpreterId);
    const leaving: CodeInterpreter = { ...current, status: 'DELETING', lastUpdatedAt: call.now() };
    codeInterpreters.put(call, current.codeInterpreterId, leaving, {
      afterMs: BUILD_MS,
      become: () => undefined,
    });
    tags.end(call, current.codeInterpreterArn);
    return {
      codeInterpreterId: input.codeInterpreterId,
      status: 'DELETING' as const,
      lastUpdatedAt: call.now(),
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock-agentcore-control')>;

function find(call: Call, id: string): CodeInterpreter {
  const found = codeInterpreters.get(call, id);
  if (found === undefined) throw resourceNotFound(`The code interpreter ${id} was not found.`);
  return found;
}
