// Tells positions in what was made of TypeScript as positions in the TypeScript itself. Node can do so too, and
// then reads the map of every file, which takes longer than to run most programs; here one is read when a stack
// leads into its file.
const { SourceMap } = require('node:module');

/**
 * @param keys path of a file → the key of what it held when it was loaded
 * @param mapOf gives the source map of a file as JSON, undefined where there is none
 */
function mapStacks(keys, mapOf) {
  const maps = new Map();
  const known = (path) => {
    const key = keys.get(path);
    if (key !== undefined && !maps.has(key)) {
      const json = mapOf(path, key);
      maps.set(key, json && new SourceMap(JSON.parse(json)));
    }
    return maps.get(key);
  };
  const shown = (frame) => {
    const [path, line, column] = [
      frame.getFileName(),
      frame.getLineNumber(),
      frame.getColumnNumber(),
    ];
    const { originalLine, originalColumn } = known(path)?.findEntry(line - 1, column - 1) ?? {};
    if (originalLine === undefined) return String(frame);
    const place = `${path}:${originalLine + 1}:${originalColumn + 1}`;
    return String(frame).replace(`${path}:${line}:${column}`, () => place);
  };
  Error.prepareStackTrace = (error, frames) =>
    [headOf(error), ...frames.map((frame) => `    at ${shown(frame)}`)].join('\n');
}

/** As V8 puts it, whatever `toString` of an error does. */
function headOf(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return '<error>';
  }
}

module.exports = { mapStacks };
