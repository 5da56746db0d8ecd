/** A place in a source file; line and column count from 1, the path is relative to the folder of the run. */
export interface Origin {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
