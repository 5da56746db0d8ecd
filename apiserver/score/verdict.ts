import type { Request } from '../../lib/apiserver/protocol';

/** A request, and what a real API server said to it in a dry run. */
export interface Verdict {
  /** Where the object is from: a test of Kubernetes, or a file. */
  readonly source: string;
  readonly request: Request;
  readonly accepted: boolean;
  /** The message of its Status, where it refused. */
  readonly status?: string;
  readonly warnings?: readonly string[];
  /** Why it could not be asked. */
  readonly skipped?: string;
}
