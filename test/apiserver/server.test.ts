import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { ProgramFile } from '../../lib/apiserver/program-file';
import { ApiServer, ApiServerError } from '../../lib/apiserver/server';
import { writeProgram, writeTinyProgram } from '../helpers/tiny-program';

let folder: string;
let file: ProgramFile;
let server: ApiServer;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
  file = writeTinyProgram(join(folder, 'tiny.wasm.br'));
  server = new ApiServer(file, { object: 500 });
});
afterEach(() => {
  server.end();
  rmSync(folder, { recursive: true });
});

/** The answers about some objects, all of them asked before the first is waited for. */
function answers(...objects: readonly string[]) {
  return objects.map((object) => server.ask({ object })).map((answer) => answer());
}

test('each question has its answer', () => {
  expect(answers('first', 'second', 'first')).toEqual([{}, {}, {}]);
});

test('a program that dies of one object is started again, and judges all others', () => {
  expect(answers('first', 'trap', 'second')).toEqual([
    {},
    { panic: 'RuntimeError: unreachable' },
    {},
  ]);
});

test('an object that is judged without end is given up, and all others are judged', () => {
  expect(answers('first', 'hang', 'second')).toEqual([
    {},
    { panic: 'it gave no answer within 0.5 s' },
    {},
  ]);
});

test('one that does not come to an end at all stops the run', () => {
  const hanging = Array.from({ length: 5 }, (_, index) => `hang ${index}`);
  server = new ApiServer(file, { object: 50 });
  expect(() => answers(...hanging)).toThrow(
    new ApiServerError(
      `the API server inside (${file.path}) fell silent 5 times; try again when the machine is less busy, or leave it out with --no-apiserver`,
    ),
  );
});

test('a thread that has ended is replaced', async () => {
  expect(answers('first')).toEqual([{}]);
  await server.endThreads();
  expect(answers('second')).toEqual([{}]);
});

test('memory that was taken is given back', () => {
  const greedy = Array.from({ length: 12 }, (_, index) => `g${index}`);
  // Together these would be 4 GiB, which is more than a memory of WebAssembly can have.
  expect(answers(...greedy)).toEqual(greedy.map(() => ({})));
});

describe('a program that was unpacked', () => {
  const kept = () => readFileSync(file.unpacked.path);

  test('is read the next time', () => {
    expect(answers('first')).toEqual([{}]);
    rmSync(file.path);
    server.end();
    server = new ApiServer(file);
    expect(answers('first')).toEqual([{}]);
  });

  test('is unpacked again where it is damaged anywhere, cut short or missing', () => {
    expect(answers('first')).toEqual([{}]);
    const whole = kept();
    const damaged = (at: number) => {
      const bytes = Buffer.from(whole);
      bytes[at] = 255 - (bytes[at] ?? 0);
      return bytes;
    };
    const answer = whole.indexOf('{"answers"');
    for (const bytes of [damaged(answer + 2), damaged(0), whole.subarray(0, -1), Buffer.of()]) {
      writeFileSync(file.unpacked.path, bytes);
      server.end();
      server = new ApiServer(file);
      expect(answers('first')).toEqual([{}]);
      expect(kept()).toEqual(whole);
    }
  });

  test('goes when the file that it is made of is gone', () => {
    writeFileSync(join(folder, 'other.wasm'), '');
    expect(answers('first')).toEqual([{}]);
    expect(readdirSync(folder).sort()).toEqual(['tiny.wasm', 'tiny.wasm.br']);
  });

  test('is not missed where it cannot be kept', () => {
    mkdirSync(file.unpacked.path);
    expect(answers('first')).toEqual([{}]);
    expect(readdirSync(folder).sort()).toEqual(['tiny.wasm', 'tiny.wasm.br']);
  });
});

describe('a file that cannot be run is one clear error', () => {
  const failure = (broken: ProgramFile) => {
    server = new ApiServer(broken);
    // The first to ask is not the only one to be told.
    expect(() => answers('first')).toThrow(ApiServerError);
    try {
      return answers('first');
    } catch (error) {
      if (error instanceof ApiServerError) return error.message.replaceAll(file.path, 'FILE');
      throw error;
    }
  };

  test('when it is missing', () => {
    rmSync(file.path);
    expect(failure(file)).toBe(
      'the API server inside cannot run: FILE cannot be read (ENOENT); restore it, as by `git checkout -- apiserver/dist`, or leave it out with --no-apiserver',
    );
  });

  test('when it is damaged', () => {
    const bytes = readFileSync(file.path);
    bytes[20] = 255 - (bytes[20] ?? 0);
    writeFileSync(file.path, bytes);
    expect(failure(file)).toMatch(
      /^the API server inside cannot run: FILE is damaged: its SHA-256 is [0-9a-f]{12}…, and [0-9a-f]{12}… is wanted; restore it/,
    );
  });

  test('when it dies of any question', () => {
    const module = brotliDecompressSync(readFileSync(file.path));
    // What is compared with the letter of an object is 0 where there is no object.
    const [letter, nothing] = [
      [0x41, 0xf4, 0x00],
      [0x41, 0x80, 0x00],
    ];
    module.set(nothing, module.indexOf(Buffer.from(letter)));
    expect(failure(writeProgram(file.path, module))).toBe(
      'the API server inside cannot run: it does not start (Error: RuntimeError: unreachable), or leave it out with --no-apiserver',
    );
  });

  test('when this Node does not know what is in it', () => {
    const unknown = writeProgram(file.path, Buffer.from('\0asm\u0001\0\0\0\u00ff\0'));
    expect(failure(unknown)).toMatch(
      /^the API server inside cannot run: Node v\S+ does not take FILE: CompileError: WebAssembly\.Module\(\): .*; use Node 20\.19 or newer, or leave it out/,
    );
  });
});
