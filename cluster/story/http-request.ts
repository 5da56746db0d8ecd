import { get } from 'node:http';

/** What one request met: a text, or an error. */
export interface Answer {
  readonly text?: string;
  readonly error?: string;
}

/**
 * One GET over a connection of its own, so that every request is routed anew: a kept connection
 * would stay with one pod and see nothing of the others.
 *
 * @param localPort that it comes from; else the system chooses
 */
export async function request(url: string, timeoutMs = 2000, localPort?: number): Promise<Answer> {
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException) => {
      resolve({ error: error.name === 'AbortError' ? 'timeout' : (error.code ?? error.message) });
    };
    const options = { agent: false, signal: AbortSignal.timeout(timeoutMs), localPort };
    get(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('error', fail).on('end', () => {
        const { statusCode = 0 } = response;
        resolve(statusCode === 200 ? { text: text.trimEnd() } : { error: `HTTP ${statusCode}` });
      });
    }).on('error', fail);
  });
}
