/** Rows under a heading, the first column to the left and all others to the right. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0)),
  );
  return all
    .map((row) =>
      widths
        .map((width, column) => {
          const cell = row[column] ?? '';
          return column === 0 ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The same as Markdown; a row with fewer cells says there why it has no figures. */
export function markdown(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const padded = rows.map((row) => heading.map((_, column) => row[column] ?? ''));
  const rule = heading.map((text) => (text === '' || text === 'checks' ? '---' : '--:'));
  return [heading, rule, ...padded].map(line).join('\n');
}
