import { AwsError } from './errors.ts';

/** An error that somebody ordered, and not what the emulator takes for AWS's answer. */
export class FaultError extends AwsError {}

/** The part of a call that a fault may look at. */
interface Attempt {
  service: string;
  operation: string;
  account: string;
  region: string;
  input: unknown;
}

interface Fault {
  /** As the service is called in the emulator: `sagemaker`, `bedrock-agent`. */
  service?: string;
  operation?: string;
  error: { name: string; message: string; statusCode: number };
  /** How often, counted in attempts (the SDK's retries count); default: until removed. */
  times?: number;
  when?: (attempt: Attempt) => boolean;
  /** `after`: the call takes effect and its answer is lost; default `before`. */
  stage?: 'before' | 'after';
}

/** Faults on demand. */
export interface Faults {
  /** Returns the remover. */
  add(fault: Fault): () => void;
  /** `ThrottlingException: Rate exceeded`, which the SDK retries. */
  throttle(where?: Omit<Fault, 'error'>): () => void;
  /** `AccessDeniedException`, which it does not. */
  deny(where?: Omit<Fault, 'error'>): () => void;
  clear(): void;
  /** Throws the fault that meets this attempt, if one does. */
  strike(stage: 'before' | 'after', attempt: Attempt): void;
}

export function createFaults(): Faults {
  const active = new Map<Fault, number>();
  const add = (fault: Fault) => {
    const own = { ...fault };
    active.set(own, fault.times ?? Number.POSITIVE_INFINITY);
    return () => void active.delete(own);
  };
  return {
    add,
    throttle: (where = {}) =>
      add({ ...where, error: { name: 'ThrottlingException', message: 'Rate exceeded', statusCode: 400 } }),
    deny: (where = {}) =>
      add({ ...where, error: { name: 'AccessDeniedException', message: 'not authorized', statusCode: 403 } }),
    clear: () => active.clear(),
    strike(stage, attempt) {
      for (const [fault, left] of active) {
        if ((fault.stage ?? 'before') !== stage || !meets(fault, attempt)) continue;
        if (left <= 1) active.delete(fault);
        else active.set(fault, left - 1);
        throw new FaultError(fault.error.name, fault.error.message, fault.error.statusCode);
      }
    },
  };
}

function meets(fault: Fault, attempt: Attempt): boolean {
  if (fault.service !== undefined && fault.service !== attempt.service) return false;
  if (fault.operation !== undefined && fault.operation !== attempt.operation) return false;
  return fault.when?.(attempt) ?? true;
}
