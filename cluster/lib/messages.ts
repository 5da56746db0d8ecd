/** The lines of a program's output that say something; client-go's log lines do not. */
export function messages(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  // A log line is `E1120 06:31:26.316 …`: https://github.com/kubernetes/klog
  return lines.filter((line) => line !== '' && !/^[EIWF]\d{4} /.test(line));
}

export function lastMessage(text: string): string | undefined {
  return messages(text).at(-1);
}
