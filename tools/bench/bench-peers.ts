import { compare, heading, type Way } from './compare';
import { peers } from './peers';
import { markdown } from './table';

/** The same objects, made by everybody: one section of the page for each size. */
export async function benchPeers(
  sizes: readonly number[],
  runs: number,
  folder: string,
): Promise<string> {
  let page = '';
  for (const objects of sizes) {
    const able = peers.filter(({ least = 1 }) => least <= objects);
    const ways = able.map(({ name, checks, most = Infinity, command }): Way => {
      const way = { name: [name, checks], makes: { pattern: /^"?kind"?: /gm, times: objects } };
      if (objects > most) return { ...way, command: 'left out: its time grows with the square' };
      try {
        return { ...way, command: command(objects, folder) };
      } catch (error) {
        return { ...way, command: `not here: ${(error as Error).message.split('\n')[0] ?? ''}` };
      }
    });
    const rows = await compare(`${objects} objects`, ways, { runs });
    page += `\n## ${objects} objects\n\n${markdown(['', 'checks', ...heading], rows)}\n`;
  }
  return page;
}
