import { pathText } from './guard.ts';
import { UnreadableValueError } from './verdict.ts';

/** A value that a rule looked at; `unreadable` says why it could not. */
export interface ReadFact {
  readonly path: string;
  readonly value?: unknown;
  readonly unreadable?: string;
}

type Key = string | number;

/** Who is told. */
export interface Tracer {
  readonly onRead: (fact: ReadFact) => void;
  /** Of a container that is there and is not empty: that it is may decide, whatever is read in it. */
  readonly onEnter?: ((path: string) => void) | undefined;
}

/**
 * The same tree, telling every member that is read. Containers are reported when they are absent or end there;
 * leaves always.
 */
export function traced<T extends object>(tree: T, tracer: Tracer): T {
  return trace(tree, [], tracer);
}

function trace<T extends object>(node: T, path: readonly Key[], tracer: Tracer): T {
  const { onRead, onEnter } = tracer;
  const isList = Array.isArray(node);
  return new Proxy(node, {
    get(target, property, receiver) {
      // Whether there is anything in a list is a fact, even if no element is looked at.
      if (Array.isArray(target) && property === 'length') {
        onRead({ path: `${pathText(path)}.length`, value: target.length });
      }
      if (typeof property === 'symbol' || !isMember(target, property, isList)) {
        return Reflect.get(target, property, receiver);
      }
      const at = [...path, isList ? Number(property) : property];
      const value = readMember(target, property, (because) =>
        onRead({ path: pathText(at), unreadable: because }),
      );
      if (typeof value === 'object' && value !== null && !isEmpty(value)) {
        onEnter?.(pathText(at));
        return trace(value, at, tracer);
      }
      onRead({ path: pathText(at), value });
      return value;
    },
  });
}

/** Nothing more can be read of an empty one: that it is empty is the fact. */
function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
}

/** Methods of lists are no members; an absent member of an object is a fact. */
const isMember = (target: object, property: string, isList: boolean): boolean =>
  isList ? /^\d+$/.test(property) : Object.hasOwn(target, property) || !(property in Object.prototype);

function readMember(target: object, property: string, onUnreadable: (because: string) => void): unknown {
  try {
    return Reflect.get(target, property);
  } catch (error) {
    if (error instanceof UnreadableValueError) onUnreadable(error.message);
    throw error;
  }
}
