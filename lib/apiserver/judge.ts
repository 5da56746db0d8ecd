import { type Graph, type GraphObject, targetOf } from '../graph/graph';
import { kindOf, type Manifest, namespaceOf } from '../graph/manifest';
import type { Answers } from './answers';
import { fileOf, type Minor, newest, type Part } from './files';
import type { Judgement } from './judgement';
import type { Answer, Request } from './protocol';
import { TOO_LARGE } from './refusals';
import { LARGEST, Requests } from './requests';
import { ApiServer } from './server';

/** Judges graphs by the rules of the API servers that are built in, each in a thread that starts once. */
export class Judges {
  readonly #servers = new Map<string, ApiServer>();
  readonly #answers: Answers | undefined;

  /** @param answers those of other runs; without them all is asked anew */
  constructor(answers?: Answers) {
    this.#answers = answers;
  }

  /** Names what is likely to be asked. It starts, if the answers of other runs cannot do. */
  expect(minor: Minor = newest, part: Part = 'main'): void {
    const server = this.#server(minor, part);
    if (this.#answers?.isEmpty ?? true) server.start();
  }

  /** Starts all that is expected, so that it is ready when there is something to judge. */
  start(): void {
    for (const server of this.#servers.values()) server.start();
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

  /** Asks about an object of each kind, for nobody to wait for, so that answers to what comes next come sooner. */
  rehearse(graph: Graph): void {
    const requests = new Requests(graph);
    const { setup } = requests;
    const said = setup && JSON.stringify({ setup });
    const kinds = new Map(graph.objects.map((object) => [kindOf(object.manifest), object]));
    for (const server of this.#servers.values()) {
      for (const object of kinds.values()) {
        server.ask(requests.of(object), said);
        server.ask(requests.of(object, object), said);
      }
      server.hand();
    }
  }

  /** Keeps the answers for other runs. */
  save(): void {
    this.#answers?.save();
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
    // The file with CEL judges all that the other does, so where it is there is no use for both.
    const isThere = this.#servers.has(fileOf(minor, 'cel').path);
    const chosen = isThere ? 'cel' : part;
    const server = this.#server(minor, chosen);
    const known = this.#answers?.to(fileOf(minor, chosen).sha256, setup);
    const ask = (request: Request) => {
      if (Buffer.byteLength(request.object) > LARGEST) return () => tooLarge;
      const answer = () => server.ask(request, setup);
      return known ? known.get(JSON.stringify(request), answer) : answer();
    };
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
