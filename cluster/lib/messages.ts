/** The lines of a program's output that say something; client-go's log lines do not. */
export function messages(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  // A log line is `E1120 06:31:26.316 …`: https://github.com/kubernetes/klog
  return lines.filter((line) => line !== '' && !/^[EIWF]\d{4} /.test(line));
}

export function lastMessage(text: string): string | undefined {
  return messages(text).at(-1);
}

/** What kubectl prints whole before it tells why: the patch, the object, the request. */
const preambles = [
  /error when applying patch:\n[^]*?\nfor: ".*?": error when patching ".*?": /g,
  /error when retrieving current configuration of:\n[^]*?from server for: ".*?": /g,
  /\b(Get|Post|Patch|Put|Delete) "https:[^"]*": /g,
];

/** What the API server would have changed, as a comparison below the reason. */
const comparison = /^(@@.*|[ +-].*)\n?/gm;

/** Why kubectl failed, for a person: each reason once, the first three of them, and short. */
export function reasons(stderr: string): string[] {
  const bare = preambles.reduce((text, preamble) => text.replace(preamble, ''), stderr);
  const lines = [...new Set(messages(bare.replace(comparison, '')))];
  // What kubectl tries again fails in the end, or not at all.
  const errors = lines.filter((line) => !/^Warning:|\(will retry after /.test(line));
  const all = errors.length > 0 ? errors : lines;
  const more = all.length > 3 ? [`… and ${all.length - 3} more`] : [];
  const isAway =
    /(connection|was) refused|connection reset|unexpected EOF|handshake timeout|deadline exceeded|Client\.Timeout/.test(
      bare,
    );
  const mend = isAway ? ['fix: the API server went away; try again when it answers'] : [];
  return [...all.slice(0, 3).map(short), ...more, ...mend];
}

/** A message can fill a screen, and says the same thing several times. */
export function short(text: string): string {
  return text.length <= 300 ? text : `${text.slice(0, 299)}…`;
}
