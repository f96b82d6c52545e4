import type { Workflow } from './definition';
import type { Json } from './json';
import { Scope } from './scope';

/** Where a workflow or a branch stands. It outlives a failure, so that a redrive goes on where it failed. */
export class Progress {
  public state: string;
  /** Of the branches of the Parallel or Map that the workflow is in. */
  public branches: Progress[] | undefined;
  public done: { readonly output: Json } | undefined;

  constructor(public readonly workflow: Workflow, public input: Json, public readonly scope: Scope, public readonly item?: MapItem) {
    this.state = workflow.StartAt;
  }

  public branch(workflow: Workflow, input: Json, item = this.item): Progress {
    return new Progress(workflow, input, new Scope(this.scope), item);
  }

  public moveTo(state: string, input: Json): void {
    this.state = state;
    this.input = input;
    this.branches = undefined;
  }
}

export interface MapItem {
  readonly Index: number;
  readonly Value: Json;
}
