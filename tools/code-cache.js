// Keeps what V8 has compiled of the modules that a program loads, and the JavaScript that was made of them, in one
// file for each program. It counts for a module whose key, the hash of all that it is made of, is still the same.
const { hash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname } = require('node:path');
const { Script } = require('node:vm');

const SUM = 32;

class CodeCache {
  #path;
  /** Path → what was kept the last time. V8 does not tell a copy at another path from the original. */
  #known;
  /** Path → gives what is to be kept this time. */
  #used = new Map();
  /** Characters of code in all, and of what V8 had to compile. */
  #read = 0;
  #compiled = 0;

  constructor(path) {
    this.#path = path;
    this.#known = read(path);
  }

  /** The JavaScript that was made of a module; undefined where it is not known. */
  madeOf(path, key) {
    return this.#of(path, key)?.made;
  }

  #of(path, key) {
    const known = this.#known.get(path);
    return known?.key === key ? known : undefined;
  }

  /**
   * Runs a module as Node does: see Module.prototype._compile.
   *
   * @param key a name for its code; equal names, equal code
   * @param made the code again, where it was made and is to be kept
   */
  run(module, path, key, code, made) {
    const known = this.#of(path, key);
    const script = new Script(Module.wrap(code), {
      filename: path,
      columnOffset: -Module.wrapper[0].length,
      cachedData: known?.compiled,
    });
    const isKnown = known !== undefined && !script.cachedDataRejected;
    const get = () => (isKnown ? known : { key, made, compiled: script.createCachedData() });
    this.#used.set(path, get);
    this.#read += code.length;
    if (!isKnown) this.#compiled += code.length;
    const require = Object.assign((id) => module.require(id), {
      resolve: (request, options) => Module._resolveFilename(request, module, false, options),
      main: process.mainModule,
      extensions: Module._extensions,
      cache: Module._cache,
    });
    const call = script.runInThisContext();
    return call.call(module.exports, module.exports, require, module, path, dirname(path));
  }

  /**
   * Writes down what is new: at the end, when all functions that are needed have been compiled. It takes longer
   * than to compile a few edited files again.
   */
  save() {
    if (this.#compiled <= this.#read / 20) return;
    const others = [...this.#known].filter(([path]) => !this.#used.has(path) && existsSync(path));
    const kept = [...others, ...[...this.#used].map(([path, get]) => [path, get()])];
    const index = kept.map(([path, { key, made, compiled }]) => [path, key, made, compiled.length]);
    const head = Buffer.from(`${JSON.stringify(index)}\n`);
    const body = Buffer.concat([head, ...kept.map(([, { compiled }]) => compiled)]);
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      writeFileSync(`${this.#path}.${process.pid}`, Buffer.concat([sumOf(body), body]));
      renameSync(`${this.#path}.${process.pid}`, this.#path);
    } catch {
      return;
    }
  }
}

/** V8 itself takes damaged code for good, and crashes of it. */
function read(path) {
  const known = new Map();
  let bytes;
  try {
    bytes = readFileSync(path);
  } catch {
    return known;
  }
  const body = bytes.subarray(SUM);
  if (!sumOf(body).equals(bytes.subarray(0, SUM))) return known;
  let at = body.indexOf('\n') + 1;
  for (const [path, key, made, length] of JSON.parse(body.toString('utf8', 0, at))) {
    known.set(path, { key, made, compiled: body.subarray(at, (at += length)) });
  }
  return known;
}

function sumOf(bytes) {
  return hash('sha256', bytes, 'buffer');
}

module.exports = { CodeCache };
