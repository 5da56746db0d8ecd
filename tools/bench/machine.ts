import { cpus, totalmem } from 'node:os';

/** The machine in a line: ratios carry over to others, seconds do not. */
export function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const model = cpu?.model.trim() ?? 'unknown processor';
  const extra = process.env.NODE_EXTRA_CA_CERTS === undefined ? 'not set' : 'set';
  return `${cpus().length} × ${model}, ${memory} GiB; ${process.platform} ${process.arch}, Node ${process.version}, \`NODE_EXTRA_CA_CERTS\` ${extra}.`;
}
