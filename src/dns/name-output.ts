import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Shows a name to people, where they look for what a stack made. Nothing imports it, so it has no export name. */
export function nameOutput(scope: Construct, id: string, domainName: string, description: string): void {
  new CfnOutput(scope, id, { value: domainName, description });
}
