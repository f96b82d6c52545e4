import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { DrTopology } from '../topology';

/** Has a function run in the runtime that its topology gives, if it does: its class, which is generated, knows one only. */
export function inRuntimeOf({ _functionRuntime: runtime }: DrTopology, handler: lambda.Function): void {
  if (runtime) {
    (handler.node.defaultChild as lambda.CfnFunction).runtime = runtime.name;
  }
}
