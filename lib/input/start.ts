import { type Event, EVENT_ID, SCALAR_STYLE } from 'js-yaml';

/** Where the text of a node begins; undefined for one that has none, such as the value in `key:`. */
export function startOf(event: Event): number | undefined {
  switch (event.type) {
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start;
    case EVENT_ID.SCALAR: {
      if (event.valueStart === -1) return undefined;
      const isQuoted =
        event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
      return event.valueStart - (isQuoted ? 1 : 0);
    }
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    default:
      return undefined;
  }
}
