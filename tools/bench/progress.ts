/** Shows what is at work in one line of a terminal, and nothing anywhere else. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
