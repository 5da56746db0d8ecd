import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

/** What an API server said to one request. */
export interface Reply {
  readonly code: number;
  readonly body: Record<string, unknown>;
  /** The texts of its `Warning` headers. */
  readonly warnings: readonly string[];
}

interface ApiResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** An API server that kubectl can reach, whatever its way of logging in. */
export class RealServer {
  readonly #context: readonly string[];
  readonly #proxy: ChildProcess;
  readonly #url: string;
  readonly #resources = new Map<string, Promise<readonly ApiResource[]>>();

  private constructor(context: readonly string[], proxy: ChildProcess, url: string) {
    this.#context = context;
    this.#proxy = proxy;
    this.#url = url;
  }

  /** @throws Error when kubectl cannot reach it */
  static async connect(context: string | undefined): Promise<RealServer> {
    const of = context === undefined ? [] : ['--context', context];
    const proxy = spawn('kubectl', [...of, 'proxy', '--port=0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await new Promise<string>((resolve, reject) => {
      proxy.on('error', reject);
      proxy.on('exit', (code) => {
        reject(new Error(`kubectl proxy ended with status ${code ?? '?'}`));
      });
      createInterface(proxy.stdout).on('line', (line) => {
        const address = /127\.0\.0\.1:\d+/.exec(line)?.[0];
        if (address !== undefined) resolve(`http://${address}`);
      });
    });
    return new RealServer(of, proxy, url);
  }

  end(): void {
    this.#proxy.kill();
  }

  /** Such as "1.36" and "v1.36.2". */
  async version(): Promise<{ minor: string; version: string }> {
    const { body } = await this.ask('GET', '/version');
    const version = String(body.gitVersion);
    return { minor: /^v(\d+\.\d+)/.exec(version)?.[1] ?? '', version };
  }

  /**
   * Runs kubectl on files.
   *
   * @returns what the server said against which file, by its name, and the names of the objects that it took
   */
  async kubectl(
    words: readonly string[],
  ): Promise<{ errors: ReadonlyMap<string, string>; taken: ReadonlySet<string> }> {
    const child = spawn('kubectl', [...this.#context, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [output, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const taken = [...output.matchAll(/^[^/]+\/(\S+) /gm)].map(([, name = '']) => name);
    return { errors: errorsIn(said), taken: new Set(taken) };
  }

  async ask(method: string, path: string, body?: string): Promise<Reply> {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
    const response = await fetch(`${this.#url}${path}`, { method, headers, body });
    return {
      code: response.status,
      body: parsed(await response.text()),
      warnings: warningsOf(response),
    };
  }

  /** The path of the objects of a kind, or undefined if this server does not serve it. */
  async path(apiVersion: string, kind: string, namespace: string): Promise<string | undefined> {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    let resources = this.#resources.get(root);
    if (!resources) this.#resources.set(root, (resources = this.#discover(root)));
    const found = (await resources).find(
      (one) => one.kind === kind && !one.name.includes('/') && one.verbs.includes('create'),
    );
    if (!found) return undefined;
    const place = found.namespaced ? `/namespaces/${encodeURIComponent(namespace)}` : '';
    return `${root}${place}/${found.name}`;
  }

  /** Forgets what kinds there are, as after a CustomResourceDefinition was made. */
  forget(): void {
    this.#resources.clear();
  }

  async #discover(root: string): Promise<readonly ApiResource[]> {
    if (!/^\/apis?\/[a-z0-9./-]+$/.test(root)) return [];
    const { code, body } = await this.ask('GET', root);
    return code === 200 ? (body.resources as ApiResource[]) : [];
  }
}

/**
 * `Error from server (Invalid): error when creating "before/1.json": …`, or `… when applying patch: …` with
 * a line `for: "after/1.json": error when patching "after/1.json": …`; what follows may have many lines.
 */
function errorsIn(said: string): Map<string, string> {
  const errors =
    /^(?:(?:for: "[^"]*": |Error from server[^:]*: |error: )?error when (?:creating|patching)|from server for:) "(?:[^"]*\/)?([^"/]+)": ([^]*?)(?=^(?:for|from|error|Error|Warning|warning|unable|panic|The request)\b|(?![^]))/gm;
  return new Map([...said.matchAll(errors)].map(([, file = '', text = '']) => [file, text.trim()]));
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { message: text };
  }
}

/** `299 - "text", 299 - "text"`: quotes and backslashes in a text are escaped. */
function warningsOf(response: Response): string[] {
  const header = response.headers.get('warning') ?? '';
  return [...header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) =>
    text.replace(/\\(.)/g, '$1'),
  );
}
