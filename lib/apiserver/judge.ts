import type { Graph } from '../graph/graph';
import { kindOf, type Manifest } from '../graph/manifest';
import type { Answers } from './answers';
import { fileOf, type Minor, newest, type Part } from './files';
import type { Judgement } from './judgement';
import type { Answer, Request, Setup } from './protocol';
import { type Question, questionsOf } from './questions';
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

  /** Starts what is likely to be asked, if the answers of other runs cannot do. */
  expect(minor: Minor = newest, part: Part = 'main'): void {
    if (this.#answers?.isEmpty ?? true) this.start(minor, part);
  }

  /** Starts what is likely to be asked, so that it is ready when there is something to judge. */
  start(minor: Minor = newest, part: Part = 'main'): void {
    this.#server(minor, this.#isThere(minor, 'cel') ? 'cel' : part).start();
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
    const pending = minors.flatMap((minor) => this.#ask(minor, questions, requests.setup));
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
    questions: readonly Question[],
    setup: Setup | undefined,
  ): (() => Judgement)[] {
    const said = setup && JSON.stringify({ setup });
    const answersOf = (part: Part) =>
      this.#answers?.to(fileOf(minor, part).sha256, part === 'cel' ? said : undefined);
    const answers = { main: answersOf('main'), cel: answersOf('cel') };
    const known = ({ part }: Question, request: Request) => {
      if (Buffer.byteLength(request.object) > LARGEST) return tooLarge;
      const small = part === 'main' ? answers.main?.get(JSON.stringify(request)) : undefined;
      return small ?? answers.cel?.get(JSON.stringify(request));
    };
    const isLarge = (question: Question) =>
      question.part === 'cel' &&
      [question.create, question.change].some((each) => each && !known(question, each));
    // The file with CEL judges all that the other does, so where it is there is no use for both.
    const part = this.#isThere(minor, 'cel') || questions.some(isLarge) ? 'cel' : 'main';
    const ask = (question: Question, request: Request) => {
      const answer = known(question, request);
      if (answer) return () => answer;
      const wait = this.#server(minor, part).ask(request, part === 'cel' ? said : undefined);
      return () => {
        const answer = wait();
        answers[part]?.keep(JSON.stringify(request), answer);
        return answer;
      };
    };
    const pending = questions.map((question) => {
      const { object, create, change } = question;
      const [answer, changed] = [ask(question, create), change && ask(question, change)];
      return () => ({ object, minor, answer: answer(), ...(changed && { change: changed() }) });
    });
    for (const server of this.#servers.values()) server.hand();
    return pending;
  }

  #isThere(minor: Minor, part: Part): boolean {
    return this.#servers.has(fileOf(minor, part).path);
  }

  #server(minor: Minor, part: Part): ApiServer {
    const file = fileOf(minor, part);
    const server = this.#servers.get(file.path) ?? new ApiServer(file);
    this.#servers.set(file.path, server);
    return server;
  }
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
