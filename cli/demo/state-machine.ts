import { StateMachine } from 'aws-local-stepfunctions';
import type { JsonObject } from '../../resources/resource.ts';

/** A state machine in the States Language, as much of it as is looked at here. */
export interface Definition {
  readonly States: Readonly<Record<string, State>>;
}

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly TimeoutSeconds?: number;
}

/** What stands around an execution: who does its tasks, and what its time is. */
export interface Surroundings {
  /** A function's answer. Throws what the function throws: it is tried again as the state says, without delay. */
  invoke(functionName: string, payload: JsonObject): Promise<JsonObject>;
  /** What somebody gives back with the token, once the function has been told of it. */
  ask(functionName: string, payload: JsonObject, waiting: Waiting): Promise<unknown>;
  wait(seconds: number): Promise<void>;
}

/** A task that waits for a call back. */
export interface Waiting {
  readonly token: string;
  readonly timeoutSeconds: number;
}

export interface Execution {
  readonly name: string;
  readonly input: JsonObject;
}

export interface Executed {
  /** Names of the states that were entered, in order. */
  readonly states: readonly string[];
  /** Null: it succeeded. */
  readonly error: Error | null;
}

const WAITS_FOR_TOKEN = '.waitForTaskToken';
const WAIT = 'wait';

/** Runs one execution to its end in a local interpreter of the States Language. */
export async function execute(
  definition: Definition,
  { name, input }: Execution,
  surroundings: Surroundings,
): Promise<Executed> {
  const played = onOurTime(definition);
  const token = `token of ${name}`;
  let questions = 0;
  const tasks = Object.entries(played.States).filter(([, { Type }]) => Type === 'Task');
  const handlers = tasks.map(([state, { Resource = '', TimeoutSeconds = Number.POSITIVE_INFINITY }]) => {
    if (Resource === WAIT)
      return [state, ({ seconds }: { seconds: number }) => surroundings.wait(seconds)] as const;
    if (Resource.endsWith(WAITS_FOR_TOKEN)) {
      return [
        state,
        ({ FunctionName, Payload }: Invocation) => {
          // Each time that a task waits it has a token of its own.
          questions += 1;
          const own = questions === 1 ? token : `${token}, question ${questions}`;
          const waiting = { token: own, timeoutSeconds: TimeoutSeconds };
          return surroundings.ask(FunctionName, { ...Payload, token: own }, waiting);
        },
      ] as const;
    }
    return [
      state,
      async ({ FunctionName, Payload }: Invocation) => ({
        Payload: await surroundings.invoke(FunctionName, Payload),
      }),
    ] as const;
  });
  const machine = new StateMachine(played as never, { validationOptions: { noValidate: true } });
  const { result, eventLogs } = machine.run(structuredClone(input) as never, {
    context: { Execution: { Name: name, Input: structuredClone(input) }, Task: { Token: token } } as never,
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(handlers) as never,
      retryIntervalOverrides: Object.fromEntries(tasks.map(([state]) => [state, 0])),
    },
  });
  const states = statesIn(eventLogs);
  const error = await result.then(
    () => null,
    (caught: Error) => caught,
  );
  return { states: await states, error };
}

interface Invocation {
  readonly FunctionName: string;
  readonly Payload: JsonObject;
}

/** The interpreter waits by its own clock: here, to wait is a task. */
function onOurTime({ States, ...rest }: Definition): Definition {
  const states = Object.entries(States).map(([name, state]) => {
    if (state.Type !== 'Wait') return [name, state] as const;
    const { Seconds, SecondsPath, ...more } = state as State & { Seconds?: number; SecondsPath?: string };
    const Parameters = SecondsPath === undefined ? { seconds: Seconds } : { 'seconds.$': SecondsPath };
    return [name, { ...more, Type: 'Task', Resource: WAIT, Parameters, ResultPath: null }] as const;
  });
  return { ...rest, States: Object.fromEntries(states) };
}

async function statesIn(events: AsyncIterable<object>): Promise<readonly string[]> {
  const states: string[] = [];
  for await (const event of events) {
    if (!String(Reflect.get(event, 'type')).endsWith('StateEntered')) continue;
    states.push(String(Reflect.get(Object(Reflect.get(event, 'state')), 'name')));
  }
  return states;
}
