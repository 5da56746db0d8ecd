import { diffLinesUnified } from 'jest-diff';

/** What differs between two texts, line by line, without colours: small enough to review. */
export function difference(before: string, after: string): string {
  const plain = (text: string) => text;
  return diffLinesUnified(before.split('\n'), after.split('\n'), {
    aColor: plain,
    bColor: plain,
    commonColor: plain,
    patchColor: plain,
    omitAnnotationLines: true,
    contextLines: 2,
    expand: false,
  });
}
