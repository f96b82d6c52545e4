import { Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import type { FunctionPlace } from '../../../src/recovery/machinery/recovery-function';
import { RecoveryNames } from '../../../src/recovery/machinery/recovery-names';
import type { DrRegion, DrTopology } from '../../../src/topology';
import { StackLayer } from '../../../src/topology';
import { createdTopology } from '../../support/environment';

/** Where functions of recovery are made in a test. */
export interface Place extends FunctionPlace {
  readonly scope: Construct;
}

/** The `recovery` stack of the standby, unless another Region is chosen. */
export function place(choose: (topology: DrTopology) => DrRegion = topology => topology.secondary): Place {
  const topology = createdTopology();
  const region = choose(topology);
  return { topology, region, names: new RecoveryNames(topology, region), scope: topology._scope(topology, 'recovery', region, StackLayer.RECOVERY) };
}

export interface Statement {
  readonly Action: string | string[];
  readonly Resource: any;
  readonly Condition?: { [operator: string]: { [key: string]: any } };
}

/** The template of the stack that a place is in. */
export function templateAt({ region }: Place): Template {
  return Template.fromStack(region.stack(StackLayer.RECOVERY));
}

/** The only function of a template. */
export function functionOf(template: Template): { readonly [property: string]: any } {
  const [resource, ...others] = Object.values(template.findResources('AWS::Lambda::Function'));
  expect(others).toEqual([]);
  return resource.Properties;
}

/** What the functions of a template may do. */
export function statementsOf(template: Template): Statement[] {
  return Object.values(template.findResources('AWS::IAM::ManagedPolicy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

/** The statement that allows an action. */
export function statementOn(template: Template, action: string): Statement {
  const [statement, ...others] = statementsOf(template).filter(({ Action }) => [Action].flat().includes(action));
  expect(others).toEqual([]);
  return statement;
}
