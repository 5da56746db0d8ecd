/** What a server, real or not, says to a request. */
export interface Said {
  readonly accepted: boolean;
  readonly status?: string;
  readonly warnings?: readonly string[];
}

/**
 * Without what differs from one request to the next: the identities that a server gives, the time, addresses
 * in its memory, white space, and the order of what it finds in maps.
 */
export function normalized(message = ''): string {
  return (
    message
      .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, 'UID')
      // What go-cmp prints has spaces of another kind in every second run.
      .replace(/\s+/g, ' ')
      .replace(/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\S* \+0000 UTC m=\S+/g, 'TIME')
      .replace(/\b0x[0-9a-f]{5,}\b/g, '0x0')
      .replace(' is invalid: ', ' is invalid:, ')
      .replace(/[[\]]/g, '')
      .split(', ')
      .map((piece) => piece.trim())
      .sort()
      .join(', ')
  );
}
