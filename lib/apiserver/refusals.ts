import type { GraphObject } from '../graph/graph';
import { type Draft, type Judgement, pathOf, REFUSED } from './judgement';
import type { Answer, ServerError } from './protocol';

/** Said of an object that the last output has already. */
export const CHANGE = 'may not be changed like this, says';

/** How the server begins what Pod Security says. */
export const VIOLATES = /\bviolates PodSecurity "/;

/** Why the server refuses to make an object, or to change it, but for what has a rule of its own. */
export function* refusals({ object, answer, change }: Judgement): Generator<Draft> {
  yield* failures(answer);
  const errors = errorsOf(answer);
  const remarks = errors.length > 1 ? errors.filter(isRemark) : [];
  const mistakes = errors.filter((error) => !remarks.includes(error));
  for (const error of mistakes) {
    const more = error === mistakes.at(-1) ? remarks.map(({ message }) => message) : [];
    const words = [wordsOf(error), ...more].join('; ');
    yield { verb: REFUSED, ...placeOf(error), words, fix: fixOf(error, object) };
  }
  for (const { type, message } of answer.apply ?? []) {
    if (type !== TOO_LARGE) continue;
    yield { verb: 'is refused, when it is stored, by', words: message, fix: fixes[TOO_LARGE] };
  }
  if (!change) return;
  yield* failures(change);
  const said = new Set(errors.map(({ message }) => message));
  for (const error of errorsOf(change)) {
    if (said.has(error.message)) continue;
    yield { verb: CHANGE, ...placeOf(error), words: wordsOf(error), fix: CHANGE_FIX };
  }
}

function* failures({ panic }: Answer): Generator<Draft> {
  if (panic === undefined) return;
  yield {
    verb: 'cannot be judged by the code of',
    words: panic.split('\n')[0] ?? '',
    fix: 'make it simpler, or ask a cluster: `kubectl apply --dry-run=server`',
  };
}

function errorsOf({ errors = [] }: Answer): ServerError[] {
  return errors.filter(({ type, message }) => type !== 'NotFound' && !VIOLATES.test(message));
}

function placeOf(error: ServerError): { field?: string } {
  const field = pathOf(error.field);
  return field === '' ? {} : { field };
}

/** Whether it says nothing but that there may be more. */
function isRemark({ detail }: ServerError): boolean {
  return detail.startsWith('some validation rules were not checked because');
}

const LONGEST = 400;

/** The sentence of the server, without a whole pod in it, or the difference between two. */
function wordsOf({ message, detail }: ServerError): string {
  const [line = ''] = message.split('\n');
  if (line.length <= LONGEST) return line === message ? line : `${line}…`;
  const begin = message.slice(0, LONGEST / 2);
  const isAtEnd = detail !== '' && message.endsWith(detail) && detail.length < LONGEST;
  return isAtEnd ? `${begin}… : ${detail}` : `${message.slice(0, LONGEST)}…`;
}

const CHANGE_FIX =
  'leave it as it is in the last output, give the object another name, or delete it from the cluster and from the output first';

export const TOO_LARGE = 'RequestEntityTooLarge';

const fixes = {
  FieldValueRequired: 'set this field',
  FieldValueDuplicate: 'remove or rename one of them',
  FieldValueNotSupported: 'use one of the values that the message names',
  FieldValueForbidden: 'remove this field, or what the message says it does not go with',
  FieldValueNotFound: 'name one that is there, or add it',
  FieldValueTooLong: 'shorten it',
  FieldValueTooMany: 'remove some of them',
  [TOO_LARGE]: 'split it into several objects',
} as const;

function fixOf({ type, message }: ServerError, { manifest }: GraphObject): string {
  const unknown = /unknown field "([^"]*)"/.exec(message)?.[1];
  if (unknown !== undefined) {
    const parent = [manifest.kind.toLowerCase(), ...pathOf(unknown).split('.').slice(0, -1)];
    const path = parent.join('.').replace(/\[\d+\]/g, '');
    return `correct its name, or remove it; \`kubectl explain ${path}\` lists what is known there`;
  }
  if (type === 'StrictDecodingError') return 'remove one of them';
  if (/cannot unmarshal|cannot be handled|json:/.test(message)) {
    return 'write a value of the type that the message asks for';
  }
  return (fixes as Readonly<Record<string, string>>)[type] ?? 'correct it as the message says';
}
