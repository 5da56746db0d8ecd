/** Why a text is not what kubectl reads, at the place where that shows. */
export class YamlError extends Error {
  override readonly name = 'YamlError';

  /** @param offset into the text of the document */
  constructor(
    message: string,
    readonly offset: number,
    readonly fix = 'correct the YAML at this place',
  ) {
    super(message);
  }
}
