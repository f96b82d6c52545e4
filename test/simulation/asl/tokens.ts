import { StateError } from './errors';
import type { Json } from './json';

interface Waiting {
  readonly resolve: (value: Json) => void;
  readonly reject: (error: Error) => void;
}

/** The tasks that wait for their token. */
export class Tokens {
  private readonly waiting = new Map<string, Waiting>();
  private issued = 0;

  constructor(private readonly wake: (action: () => void) => void) {}

  public issue(executionArn: string): string {
    return `token-${++this.issued}-of-${executionArn}`;
  }

  public async wait(token: string): Promise<Json> {
    return new Promise((resolve, reject) => { this.waiting.set(token, { resolve, reject }); });
  }

  /** After it the token is not known any more, as `TaskTimedOut` tells whoever still sends it. */
  public forget(token: string): void {
    this.waiting.delete(token);
  }

  /** @returns whether somebody waited */
  public succeed(token: string, output: Json): boolean {
    return this.settle(token, ({ resolve }) => resolve(output));
  }

  public fail(token: string, error: string, cause: string): boolean {
    return this.settle(token, ({ reject }) => reject(new StateError(error, cause)));
  }

  /** Tokens that wait now, in the order in which they were issued. */
  public pending(): string[] {
    return [...this.waiting.keys()];
  }

  private settle(token: string, action: (waiting: Waiting) => void): boolean {
    const waiting = this.waiting.get(token);
    if (waiting !== undefined) {
      this.waiting.delete(token);
      this.wake(() => action(waiting));
    }
    return waiting !== undefined;
  }
}
