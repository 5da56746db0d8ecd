import { JsonPatch } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isDeepStrictEqual } from 'node:util';
import type { Origin } from '../graph/origin';
import { originOfError } from '../origins';
import { ProgramError } from '../report/program-error';
import { amendLast, type Draft } from './amend';

/** What a JsonPatch of cdk8s holds; it has no public way to ask for it. */
interface Operation {
  readonly op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  /** JSON pointer, as in `/spec/ports/0`. */
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

/**
 * Changes the finished manifest of `construct` by JSON Patch: the last resort, for what no construct
 * has a property for. It comes after everything else, so nothing undoes it.
 *
 * @example patch(service, JsonPatch.replace('/spec/ports/0/port', 8081));
 * @throws ProgramError at the line of the call, when the manifest is made: where an operation does
 * not apply (a path that does not exist, a test that fails), and where nothing changes.
 * @see https://www.rfc-editor.org/rfc/rfc6902
 */
export function patch(construct: IConstruct, ...patches: readonly JsonPatch[]): void {
  const origin = originOfError(new Error());
  amendLast(construct, (draft) => {
    const before = JSON.stringify(draft);
    for (const patch of patches) {
      const operation = (patch as unknown as { _toJson: () => Operation })._toJson();
      const problem = problemOf(draft, operation);
      if (problem !== undefined) throw refusal(operation, problem, origin);
      JsonPatch.apply(draft, patch);
    }
    if (JSON.stringify(draft) === before) {
      throw new ProgramError(
        'program-runs',
        'the patch changes nothing: the object already is what it asks for',
        'remove the patch',
        origin,
      );
    }
  });
}

function refusal({ op, path }: Operation, problem: string, origin?: Origin): ProgramError {
  return new ProgramError(
    'program-runs',
    `the patch "${op}" of "${path}" does not apply: ${problem}`,
    'correct the path or the value: the manifest in dist/, without this patch, shows what there is',
    origin,
  );
}

/** Why RFC 6902 refuses the operation; cdk8s would apply the impossible without a word. */
function problemOf(draft: Draft, { op, path, from, value }: Operation): string | undefined {
  const [keys, source] = [keysOf(path), from === undefined ? undefined : keysOf(from)];
  if (!keys?.length || (from !== undefined && !source?.length))
    return 'a path starts with "/" and names a field';
  switch (op) {
    case 'remove':
      return absent(draft, keys);
    case 'add':
      return valueless(value) ?? noRoom(draft, keys);
    case 'replace':
      return valueless(value) ?? absent(draft, keys);
    case 'copy':
      return absent(draft, source ?? []) ?? noRoom(draft, keys);
    case 'move':
      return absent(draft, source ?? []) ?? noRoom(without(draft, from ?? ''), keys);
    case 'test': {
      const found = valueAt(draft, keys);
      if (isDeepStrictEqual(found, value)) return undefined;
      return absent(draft, keys) ?? `there is ${JSON.stringify(found)}`;
    }
  }
}

function valueless(value: unknown): string | undefined {
  if (value !== undefined && value !== null) return undefined;
  return `its value is ${String(value)}, and the API server drops a field without a value`;
}

/** What is wrong with a place that must be there. */
function absent(draft: Draft, keys: readonly string[]): string | undefined {
  const paths = keys.map((_, index) => keys.slice(0, index + 1));
  const missing = paths.find((path) => valueAt(draft, path) === undefined);
  return missing && `there is no "${pointerTo(missing)}"`;
}

/** What is wrong with a place where a value is to be put. */
function noRoom(draft: Draft, keys: readonly string[]): string | undefined {
  const [key = '', parent] = [keys.at(-1), keys.slice(0, -1)];
  const node = valueAt(draft, parent);
  if (Array.isArray(node)) {
    if (key === '-' || (INDEX.test(key) && Number(key) <= node.length)) return undefined;
    return `"${pointerTo(parent)}" is a list of ${node.length} and has no place "${key}"`;
  }
  if (isObject(node)) return undefined;
  return absent(draft, parent) ?? `"${pointerTo(parent)}" is ${JSON.stringify(node)}`;
}

function without(draft: Draft, path: string): Draft {
  return JsonPatch.apply(structuredClone(draft), JsonPatch.remove(path)) as Draft;
}

const INDEX = /^(0|[1-9]\d*)$/;

/** The keys of a JSON pointer, or undefined where it is none. */
function keysOf(pointer: string): string[] | undefined {
  if (!/^(\/([^~]|~[01])*)?$/.test(pointer)) return undefined;
  const keys = pointer.split('/').slice(1);
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function pointerTo(keys: readonly string[]): string {
  return keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function valueAt(draft: Draft, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((node, key) => {
    if (Array.isArray(node)) return INDEX.test(key) ? (node[Number(key)] as unknown) : undefined;
    return isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
  }, draft);
}

function isObject(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null;
}
