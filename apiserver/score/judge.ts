import { fileOf, type Minor } from '../../lib/apiserver/files';
import { Program } from '../../lib/apiserver/program';
import type { Answer, Request } from '../../lib/apiserver/protocol';
import type { Manifest } from '../../lib/graph/manifest';
import type { Verdict } from './verdict';

/** With what a Status says, which the program itself has no use for. */
export type FullAnswer = Answer & { readonly status?: string; readonly custom?: boolean };

export type Judge = (request: Request) => FullAnswer;

/**
 * The API server inside, of one minor, in this thread.
 *
 * @param crds CustomResourceDefinitions that it knows, as JSON
 */
export function judgeOf(minor: Minor, crds: readonly string[] = []): Judge {
  const main = new Program(fileOf(minor, 'main'));
  let extended: Program | undefined;
  const setup = JSON.stringify({
    setup: { crds, policies: [], bindings: [], parameters: [], namespaces: {} },
  });
  return (request) => {
    const question = JSON.stringify({ requests: [{ id: 0, ...request }] });
    const answer = answerIn(main.ask(question));
    if (answer.needs === undefined && !answer.custom) return answer;
    extended ??= new Program(fileOf(minor, 'cel'));
    return answerIn(extended.ask(question, setup));
  };
}

/** The CustomResourceDefinitions among the objects; of each name the first, which is the one that is made. */
export function definitionsIn(verdicts: readonly Verdict[]): string[] {
  const definitions = new Map<string, string>();
  for (const { request } of verdicts) {
    const { kind, metadata } = JSON.parse(request.object) as Partial<Manifest>;
    const { name = '' } = metadata ?? {};
    if (kind !== 'CustomResourceDefinition' || definitions.has(name)) continue;
    definitions.set(name, request.object);
  }
  return [...definitions.values()];
}

function answerIn(text: string): FullAnswer {
  const { answers } = JSON.parse(text) as { answers: readonly [FullAnswer] };
  return answers[0];
}
