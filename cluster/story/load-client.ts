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
    let sent = 0;
    this.timer = setInterval(() => {
      // As many as are due: a timer alone comes late each time, and loses a quarter of them.
      for (const due = ((this.now() - begin) * perSecond) / 1000; sent < due; sent++) {
        const visit = this.visit().finally(() => this.open.delete(visit));
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

  private async visit(): Promise<void> {
    const at = this.now();
    const answer = await request(this.url, patience);
    this.visits.push({ ...answer, at, took: this.now() - at });
  }
}
