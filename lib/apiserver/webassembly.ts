/**
 * The part of WebAssembly that is used here, typed: `@types/node` leaves it out, and the types of browsers
 * bring much else.
 */
export interface Module {
  readonly isModule: never;
}

/** A memory; its buffer is another one each time that it has grown. */
export interface Memory {
  readonly buffer: ArrayBuffer;
}

/** By module and name. What is called takes numbers and gives one. */
export type Imports = Record<string, Record<string, (...args: never[]) => number>>;

interface Api {
  readonly Module: {
    new (bytes: Uint8Array): Module;
    imports(module: Module): readonly { readonly module: string; readonly name: string }[];
  };
  readonly Instance: new (module: Module, imports: Imports) => { readonly exports: unknown };
}

export const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: Api })
  .WebAssembly;
