import { statSync } from 'fs';
import { join } from 'path';
import type { StackProps } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { refuse } from './configuration-error';

/**
 * What CloudFormation takes, in bytes: its error says "Template may not exceed 1000000 bytes in size".
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const LARGEST_TEMPLATE = 1_000_000;

/** A stack of a topology: it keeps to the Availability Zones given for its Region, and its template is one that CloudFormation takes. */
export class LayerStack extends Stack {
  /** @param zones instead of those that would be looked up */
  constructor(scope: Construct, id: string, props: StackProps, private readonly zones?: string[]) {
    super(scope, id, props);
  }

  public get availabilityZones(): string[] {
    return this.zones ?? super.availabilityZones;
  }

  /**
   * CDK warns of a template that is too large, and CloudFormation refuses it.
   * @internal
   */
  public _synthesizeTemplate(...given: Parameters<Stack['_synthesizeTemplate']>): void {
    super._synthesizeTemplate(...given);
    const [{ outdir }] = given;
    const bytes = statSync(join(outdir, this.templateFile)).size;
    if (bytes > LARGEST_TEMPLATE) {
      refuse(this, {
        prop: 'topology',
        value: `${bytes} bytes in the template of stack "${this.stackName}"`,
        rule: `CloudFormation takes ${LARGEST_TEMPLATE} bytes`,
        remedy: 'Divide the stores and steps among several topologies, each with another applicationName, and keep own alarms and widgets in stacks of your own',
      });
    }
  }
}
