/**
 * Calls that use AI and configure nothing, though many look like changes and CloudTrail records some of them as
 * management events; a star stands for any ending. EventBridge takes them as they are (`wildcard`).
 */
export const RUNTIME_CALLS: readonly string[] = [
  ...['Invoke*', 'Converse*', 'Retrieve*', 'Rerank*', 'Apply*', 'Detect*', 'Analyze*', 'Classify*'],
  ...[
    'Recognize*',
    'Synthesize*',
    'Translate*',
    'Optimize*',
    'Generate*',
    'Complete*',
    'CountTokens*',
    'Chat*',
  ],
  ...['CreateInference', 'CreateInvocation', 'CreateSession', 'UpdateSession', 'DeleteSession', 'EndSession'],
  ...['PutInvocationStep', 'StartAsyncInvoke', 'StartStreamTranscription*', 'CreateEvent', 'DeleteEvent'],
  ...['PutEvents', 'PutRecord', 'DeleteRecord', 'SendMessage*', 'StartBrowserSession', 'StopBrowserSession'],
  ...[
    'StartCodeInterpreterSession',
    'StopCodeInterpreterSession',
    'UpdateBrowserStream',
    'StopRuntimeSession',
  ],
  ...['PutFeedback', 'PutUsers', 'PutItems', 'PutActions'],
];

const expression = new RegExp(`^(?:${RUNTIME_CALLS.map((call) => call.replace('*', '.*')).join('|')})$`);

/** Whether an event of this name is the use of AI, and no change of it. */
export const isRuntimeCall = (name: string): boolean => expression.test(name);
