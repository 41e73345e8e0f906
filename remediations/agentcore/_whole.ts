import type { Json, JsonObject } from '../../resources/resource.ts';
import type { ApiCall, Ask, Step } from '../remediation.ts';

/** What is written whole: a member that an update does not name again is gone. */
export interface Whole<Member extends string> {
  /** In words, "the gateway". */
  readonly noun: string;
  /** All that an update takes besides what names the resource. */
  readonly members: Readonly<Record<Member, true>>;
  readonly get: ApiCall;
  update(asked: JsonObject): ApiCall;
  /** Statuses out of which nothing comes to rest as READY. */
  readonly never: readonly string[];
}

export async function readWhole({ get, members }: Whole<string>, ask: Ask): Promise<JsonObject> {
  const answer = await ask(get);
  return Object.fromEntries(['status', ...Object.keys(members)].map((member) => [member, answer[member]]));
}

/** Why it is left alone for now; undefined where nothing is in the way. */
export const notReady = ({ noun }: Whole<string>, { status }: JsonObject): string | undefined =>
  status === 'READY' ? undefined : `${noun} is ${String(status)}; wait until it is READY`;

/** Writes it with another value of one member, null for none, and puts back what was. */
export function rewriting<Member extends string>(
  whole: Whole<Member>,
  before: JsonObject,
  { member, value }: { readonly member: Member; readonly value: Json },
): Step {
  return {
    ...writing(whole, { ...before, [member]: value }, member),
    undo: writing(whole, before, member),
  };
}

function writing({ members, get, update, never }: Whole<string>, state: JsonObject, member: string) {
  // A text that nobody set is shown as an empty one, and no update takes that.
  const isSet = (value: Json | undefined) => value !== undefined && value !== null && value !== '';
  const asked = Object.keys(members).flatMap((name) =>
    isSet(state[name]) ? [[name, state[name]] as const] : [],
  );
  return {
    call: update(Object.fromEntries(asked)),
    until: {
      call: get,
      expect: { status: ['READY'], [member]: [state[member] ?? null] },
      never: { status: never },
    },
  };
}
