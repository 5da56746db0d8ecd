import type { Child } from '../lib/exec';
import { hello } from './hello';
import type { Kubectl } from '../lib/kubectl';

/** From the time `at` on, so many pods were ready. */
export interface ReadyPods {
  readonly at: number;
  readonly ready: number;
}

/** Follows how many pods of the demo are ready, by a watch: no change between two looks is lost. */
export class ReadyPodsWatch {
  readonly changes: ReadyPods[] = [];
  private child: Child | undefined;

  constructor(
    private readonly kubectl: Kubectl,
    private readonly now: () => number,
  ) {}

  start(): void {
    const field = 'jsonpath={.status.readyReplicas}{"\\n"}';
    const get = ['-n', hello.namespace, 'get', 'deployment', hello.name, '--watch', '-o', field];
    this.child = this.kubectl.start(get, {
      onLine: (line) => {
        // The field is left out of the status, and the line is empty, when no pod is ready.
        if (/^\d*$/.test(line)) this.changes.push({ at: this.now(), ready: Number(line) });
      },
    });
  }

  async stop(): Promise<void> {
    await this.child?.stop();
  }
}
