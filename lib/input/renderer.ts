import { posix } from 'node:path';
import { isObject } from '../graph/manifest';
import { compose } from './compose';
import { readSource } from './read';

/** What a kustomization may say and still leave every object as it is in its file. */
const harmless = new Set(['apiVersion', 'kind', 'metadata', 'resources']);

/**
 * What must be made of a folder before it holds objects: a Helm chart has templates, and Kustomize changes
 * names, adds objects and keeps patches that look like objects.
 *
 * @param names what is in the folder
 * @returns a sentence; undefined where the files can be checked as they are
 */
export function rendererOf(folder: string, names: readonly string[]): string | undefined {
  const sentence = (what: string, command: string) =>
    `left out: ${folder}, ${what}; check what comes out: \`${command} ${folder} | npm run check -- -\``;
  if (names.includes('Chart.yaml')) return sentence('a Helm chart', 'helm template');
  const name = names.find((each) => /^(kustomization\.ya?ml|Kustomization)$/.test(each));
  return name !== undefined && changes(posix.join(folder, name))
    ? sentence('which Kustomize changes', 'kubectl kustomize')
    : undefined;
}

function changes(path: string): boolean {
  try {
    const { value } = compose(readSource(path).text, { aliased: 1000 });
    return isObject(value) && Object.keys(value).some((key) => !harmless.has(key));
  } catch {
    // It will be read again like any other file, and reported then.
    return false;
  }
}
