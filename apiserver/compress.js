// compress.js FOLDER MINOR KUBERNETES GO MAIN CEL: writes the compressed files and versions.json into a folder.
// compress.js --check FOLDER MINOR PART RAW: fails if the folder holds something else.
'use strict';
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { brotliCompressSync, brotliDecompressSync, constants } = require('node:zlib');

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

function check(folder, minor, part, raw) {
  const versions = JSON.parse(readFileSync(join(folder, 'versions.json'), 'utf8'));
  const { file, bytes, sha256: said, compressed } = versions[minor][part];
  const packed = readFileSync(join(folder, file));
  const built = sha256(readFileSync(raw));
  const held = brotliDecompressSync(packed);
  const right =
    built === said &&
    sha256(held) === said &&
    held.length === bytes &&
    sha256(packed) === compressed.sha256 &&
    packed.length === compressed.bytes;
  console.log(
    `${file}: ${right ? 'the same' : `NOT the same: ${built} is built, ${said} is said`}`,
  );
  if (!right) process.exitCode = 1;
}

function part(minor, name, from) {
  const file = `kubernetes-${minor}${name}.wasm.br`;
  const raw = readFileSync(from);
  const compressed = brotliCompressSync(raw, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
    },
  });
  const said = {
    file,
    bytes: raw.length,
    sha256: sha256(raw),
    compressed: { bytes: compressed.length, sha256: sha256(compressed) },
  };
  return { said, compressed };
}

function write(folder, minor, kubernetes, go, main, cel) {
  const path = join(folder, 'versions.json');
  const known = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  // Written together, at the end: what is there is of one build at any time.
  const parts = { main: part(minor, '', main), cel: part(minor, '-cel', cel) };
  known[minor] = { kubernetes, go, main: parts.main.said, cel: parts.cel.said };
  const sorted = Object.keys(known).sort((one, other) =>
    one.localeCompare(other, 'en', { numeric: true }),
  );
  const text = JSON.stringify(Object.fromEntries(sorted.map((key) => [key, known[key]])), null, 2);
  for (const { said, compressed } of Object.values(parts)) {
    writeFileSync(join(folder, said.file), compressed);
  }
  writeFileSync(path, `${text}\n`);
}

const given = process.argv.slice(2);
if (given[0] === '--check') check(...given.slice(1));
else write(...given);
