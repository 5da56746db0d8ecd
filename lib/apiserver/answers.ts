import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kept } from '../kept';
import type { Answer } from './protocol';

/** A thousand take some 60 KiB. */
const MOST = 20_000;

/** What answers are made by besides the file with the program: when it is edited, all is asked again. */
const makers = ['program', 'program-file', 'wasi', 'webassembly', 'worker'].map((name) =>
  join(__dirname, `${name}.ts`),
);

/** What API servers have answered in other runs, so that an object that stays as it is costs nothing. */
export class Answers {
  readonly #kept: Kept<Answer>;

  constructor(path = 'answers') {
    this.#kept = new Kept(path, MOST);
  }

  /** Whether there are none at all. */
  get isEmpty(): boolean {
    return this.#kept.isEmpty;
  }

  /**
   * Answers to questions that have all else in common.
   *
   * @param file the SHA-256 of the file with the program
   * @param setup what the program has been handed before, as JSON
   */
  to(file: string, setup: string | undefined): AnswersTo {
    const common = createHash('sha256');
    for (const maker of makers) common.update(readFileSync(maker)).update('\0');
    common.update(JSON.stringify([file, setup]));
    const keyOf = (question: string) => common.copy().update(question).digest('base64');
    return {
      get: (question) => this.#kept.get(keyOf(question)),
      keep: (question, answer) => {
        // Why there was none may be the machine; the next run may have one.
        if (answer.panic === undefined) this.#kept.set(keyOf(question), answer);
      },
    };
  }

  /** Writes down what is new. */
  save(): void {
    this.#kept.save();
  }
}

/** Answers by question. */
export interface AnswersTo {
  readonly get: (question: string) => Answer | undefined;
  readonly keep: (question: string, answer: Answer) => void;
}
