import type { BrowserSummary, GetBrowserResponse } from '@aws-sdk/client-bedrock-agentcore-control';
import { conflict, resourceNotFound } from '../../errors.ts';
import { restPage } from '../../pages.ts';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { idFor, tags } from './_shared.ts';

type Browser = Answer<GetBrowserResponse> & BrowserSummary & { browserId: string; browserArn: string };

const browsers = createTable<Browser>();

const BUILD_MS = 10_000;

/** Has no update: what is wrong is made anew. */
export const browser = {
  CreateBrowser(input, call) {
    const { clientToken: _token, tags: given, ...rest } = input;
    if (browsers.list(call).some(({ name }) => name === input.name)) {
      throw conflict(`A browser named ${input.name} already exists.`);
    }
    const browserId = idFor(call, input.name);
    const browserArn = call.arn(`browser-custom/${browserId}`);
    const begun: Browser = {
      ...rest,
      ...{ browserId, browserArn },
      status: 'CREATING',
      createdAt: call.now(),
      lastUpdatedAt: call.now(),
    };
    browsers.put(call, browserId, begun, {
      afterMs: BUILD_MS,
      become: (at) => ({ ...begun, status: 'READY', lastUpdatedAt: at }),
    });
    tags.start(call, browserArn, given ?? {});
    return begun;
  },

  GetBrowser: (input, call) => find(call, input.browserId),

  ListBrowsers(input, call) {
    // Those that AWS provides itself are not emulated.
    const { page, nextToken } = restPage(input.type === 'SYSTEM' ? [] : browsers.list(call), input);
    return { browserSummaries: page, nextToken };
  },

  DeleteBrowser(input, call) {
    const current = find(call, input.browserId);
    const leaving: Browser = { ...current, status: 'DELETING', lastUpdatedAt: call.now() };
    browsers.put(call, current.browserId, leaving, { afterMs: BUILD_MS, become: () => undefined });
    tags.end(call, current.browserArn);
    return { browserId: input.browserId, status: 'DELETING' as const, lastUpdatedAt: call.now() };
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock-agentcore-control')>;

function find(call: Call, id: string): Browser {
  const found = browsers.get(call, id);
  if (found === undefined) throw resourceNotFound(`The browser ${id} was not found.`);
  return found;
}
