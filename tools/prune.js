const { readdirSync, rmSync, statSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Removes from a cache what runs that were killed have left, and what was made longest ago.
 *
 * @param folder whose files are all made again when they are missed
 * @param most how many it may hold; half as many stay when there are more
 */
function prune(folder, most) {
  try {
    const names = readdirSync(folder);
    const [left, kept] = [names.filter(isLeft), names.filter((name) => /\.(js|map)$/.test(name))];
    const old = kept.length > most ? byAge(folder, kept).slice(0, -most / 2) : [];
    for (const name of [...left, ...old]) rmSync(join(folder, name), { force: true });
  } catch {
    // Somebody else may be at it.
    return;
  }
}

/** What is being written has the number of the process at its end. */
function isLeft(name) {
  const [, pid] = /\.(\d+)$/.exec(name) ?? [];
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch ({ code }) {
    return code === 'ESRCH';
  }
}

/** The oldest first. */
function byAge(folder, names) {
  const ages = names.map((name) => [statSync(join(folder, name)).mtimeMs, name]);
  return ages.sort(([one], [other]) => one - other).map(([, name]) => name);
}

module.exports = { prune };
