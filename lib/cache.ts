import { join } from 'node:path';

/** Where what one run finds out is kept for the next: never needed, and anybody's to delete. */
export const cache = join(__dirname, '../node_modules/.cache/orquesta');
