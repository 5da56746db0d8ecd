import { type Answer, request } from './http-request';
import { pause } from '../lib/interruption';
import { UserError } from '../lib/user-error';

/** A request that has ended; times are in milliseconds of the client's clock. */
export interface Visit extends Answer {
  readonly at: number;
  readonly took: number;
}

/**
 * In milliseconds: who waits longer gives up. On a computer that is very busy answers took up to 4 s and
 * came; what is on its way to a pod that is gone gets none at all.
 */
const patience = 5000;

/**
 * Where visits come from. For two minutes a node remembers to which pod it has led what came from a port, and leads there
 * what comes from it again: after a pod was killed, to nowhere. Visitors from everywhere do not meet that, and so no
 * port comes twice in that time, also of clients that run one after the other.
 *
 * @see https://docs.kernel.org/networking/nf_conntrack-sysctl.html
 */
const ports = { first: 20_000, count: 40_000 };

/** Sends requests at a steady rate, as visitors would, and remembers what each one met. */
export class LoadClient {
  readonly visits: Visit[] = [];
  private readonly open = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly url: string,
    /** The time in milliseconds. */
    readonly now: () => number,
  ) {}

  start(perSecond: number): void {
    const begin = this.now();
    const first = Math.floor((Date.now() / 1000) * perSecond);
    let sent = 0;
    this.timer = setInterval(() => {
      // As many as are due: a timer alone comes late each time, and loses a quarter of them.
      for (const due = ((this.now() - begin) * perSecond) / 1000; sent < due; sent++) {
        const port = ports.first + ((first + sent) % ports.count);
        const visit = this.visit(port).finally(() => this.open.delete(visit));
        this.open.add(visit);
      }
    }, 1000 / perSecond);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Waits for the answers to the requests that are on their way now. */
  async settle(): Promise<void> {
    await Promise.all(this.open);
  }

  /** Waits until `count` answers on end were `text`. @throws UserError after `seconds` */
  async untilOnly(text: string, count: number, seconds: number): Promise<void> {
    const first = this.visits.length;
    const end = this.now() + seconds * 1000;
    for (;;) {
      const last = this.visits.slice(Math.max(first, this.visits.length - count));
      if (last.length === count && last.every((visit) => visit.text === text)) return;
      if (this.now() > end) {
        const seen = new Set(last.map((visit) => `"${visit.text ?? visit.error ?? ''}"`));
        throw new UserError(
          `waited ${seconds} s for ${count} answers "${text}" on end, and saw ${[...seen].join(', ') || 'none'}`,
        );
      }
      await pause(50);
    }
  }

  private async visit(port: number): Promise<void> {
    const at = this.now();
    let answer = await request(this.url, patience, port);
    // Somebody else's: then one that the system chooses.
    if (answer.error === 'EADDRINUSE') answer = await request(this.url, patience);
    this.visits.push({ ...answer, at, took: this.now() - at });
  }
}
