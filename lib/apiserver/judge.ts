import { type Graph, type GraphObject, targetOf } from '../graph/graph';
import { type Manifest, namespaceOf } from '../graph/manifest';
import { fileOf, type Minor, newest, type Part } from './files';
import type { Judgement } from './judgement';
import type { Answer, Request } from './protocol';
import { TOO_LARGE } from './refusals';
import { LARGEST, Requests } from './requests';
import { ApiServer } from './server';

/** Judges graphs by the rules of the API servers that are built in, each in a thread that starts once. */
export class Judges {
  readonly #servers = new Map<string, ApiServer>();

  /** Starts what is likely to be needed, so that it is ready when there is something to judge. */
  start(minor: Minor = newest, part: Part = 'main'): void {
    this.#server(minor, part).start();
  }

  /**
   * Hands the objects of a graph over, and returns what waits for the judgements.
   *
   * @param before the objects of the last output, for what may not change
   * @param definitions CustomResourceDefinitions that the cluster has besides those of the graph
   * @throws ApiServerError from the wait, when there will be none
   */
  judge(
    graph: Graph,
    minors: readonly Minor[] = [newest],
    before: readonly Manifest[] = [],
    definitions: readonly Manifest[] = [],
  ): () => readonly Judgement[] {
    const requests = new Requests(graph, definitions);
    const questions = questionsOf(graph, requests, before);
    const { setup, part } = requests;
    const said = setup && JSON.stringify({ setup });
    const pending = minors.flatMap((minor) => this.#ask(minor, part, questions, said));
    let judgements: readonly Judgement[] | undefined;
    return () => (judgements ??= pending.map((answer) => answer()));
  }

  /** Ends all threads. */
  end(): void {
    for (const server of this.#servers.values()) server.end();
    this.#servers.clear();
  }

  #ask(
    minor: Minor,
    part: Part,
    questions: readonly Question[],
    setup: string | undefined,
  ): (() => Judgement)[] {
    // The file with CEL judges all that the other does, so where it runs there is no use for both.
    const isRunning = this.#servers.has(fileOf(minor, 'cel').path);
    const server = this.#server(minor, isRunning ? 'cel' : part);
    const ask = (request: Request) =>
      Buffer.byteLength(request.object) > LARGEST ? () => tooLarge : server.ask(request, setup);
    const pending = questions.map(({ object, create, change }) => {
      const [answer, changed] = [ask(create), change && ask(change)];
      return () => ({ object, minor, answer: answer(), ...(changed && { change: changed() }) });
    });
    server.hand();
    return pending;
  }

  #server(minor: Minor, part: Part): ApiServer {
    const file = fileOf(minor, part);
    const server = this.#servers.get(file.path) ?? new ApiServer(file);
    this.#servers.set(file.path, server);
    return server;
  }
}

/** What is asked about one object. */
interface Question {
  readonly object: GraphObject;
  /** Whether it may be made. */
  readonly create: Request;
  /** Whether it may take the place of what the last output has. */
  readonly change?: Request;
}

function questionsOf(graph: Graph, requests: Requests, before: readonly Manifest[]): Question[] {
  const old = new Map(
    before.map((manifest) => {
      const object = { manifest, namespace: namespaceOf(manifest), origin: undefined, file: '' };
      return [placeOf(object), object] as const;
    }),
  );
  const again = graph.duplicates.map(([, object]) => object);
  return [...graph.objects, ...again].map((object) => {
    const create = requests.of(object);
    const known = old.size === 0 ? undefined : old.get(placeOf(object));
    const change = known && requests.of(object, known);
    const isChanged = change !== undefined && change.old !== change.object;
    return { object, create, ...(isChanged && { change }) };
  });
}

function placeOf(object: GraphObject): string {
  const { kind, namespace, name } = targetOf(object);
  return `${kind}\n${namespace ?? ''}\n${name}`;
}

const tooLarge: Answer = {
  errors: [
    {
      type: TOO_LARGE,
      field: '',
      detail: '',
      message: `Request entity too large: limit is ${LARGEST}`,
    },
  ],
};
