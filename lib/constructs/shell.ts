/**
 * The command that runs `program` in the image's shell. Its lines may be indented alike: what all of
 * them have in common is taken off, so that the YAML reads like a script.
 */
export function shell(program: string): string[] {
  const lines = program.replace(/^ *\n/, '').trimEnd().split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const indent = Math.min(...indents);
  return ['sh', '-c', lines.map((line) => line.slice(indent)).join('\n')];
}
