/** How many calls of a function at a time are provided for. */
export interface FunctionCapacity {
  /** That wait for nothing to start. @default - none: the first call starts an execution environment */
  readonly provisioned?: number;
  /** That other functions of the account cannot take away, and no more of them. @default - what the account has left */
  readonly reserved?: number;
}
