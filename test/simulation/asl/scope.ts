import type { Json } from './json';

/** Variables of a workflow, or of a branch: a branch sees those around it, and nobody sees its own from outside. */
export class Scope {
  private variables: { [name: string]: Json } = {};

  constructor(private readonly outer?: Scope) {}

  public assign(values: { readonly [name: string]: Json }): void {
    Object.assign(this.variables, values);
  }

  public all(): { [name: string]: Json } {
    return { ...this.outer?.all(), ...this.variables };
  }
}
