import type { AppProps } from 'aws-cdk-lib';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';
import type { DrTopologyProps, HandedOverTopologyProps } from '../../src';
import { DrTopology } from '../../src';

export const ACCOUNT = '111111111111';
export const PRIMARY = 'eu-west-1';
export const SECONDARY = 'eu-central-1';

const PRIMARY_ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
const SECONDARY_ZONES = ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'];

/** For an app of which only the templates are read: its own code is not bundled, and no tree.json written, for which they would be resolved once more. */
export const TEMPLATES_ONLY: AppProps = { treeMetadata: false, context: { 'aws:cdk:bundling-stacks': [] } };

/** An app that bundles nothing, asks AWS nothing, and writes no tree.json, for which every template would be resolved once more. */
export function testApp(context: { [key: string]: unknown } = {}): App {
  return new App({
    analyticsReporting: false,
    treeMetadata: false,
    context: {
      'aws:cdk:bundling-stacks': [],
      [`availability-zones:account=${ACCOUNT}:region=${PRIMARY}`]: PRIMARY_ZONES,
      [`availability-zones:account=${ACCOUNT}:region=${SECONDARY}`]: SECONDARY_ZONES,
      ...context,
    },
  });
}

/** A topology that creates its own stacks. */
export function createdTopology(app: App = testApp(), props: Partial<DrTopologyProps> = {}): DrTopology {
  return new DrTopology(app, 'Payments', {
    account: ACCOUNT,
    environmentName: 'test',
    primary: { region: PRIMARY, availabilityZones: PRIMARY_ZONES },
    secondary: { region: SECONDARY, availabilityZones: SECONDARY_ZONES },
    ...props,
  });
}

/** A stack that a consumer owns. */
export function ownStack(app: App, id: string, region: string): Stack {
  return new Stack(app, id, { env: { account: ACCOUNT, region } });
}

/** A topology over one consumer-owned stack per Region for all layers, unless `props` separates some. */
export function handedOverTopology(app: App = testApp(), props: Partial<HandedOverTopologyProps> = {}): DrTopology {
  return DrTopology.fromStacks(app, 'Payments', {
    environmentName: 'test',
    ...props,
    primary: props.primary ?? { foundation: ownStack(app, 'Primary', PRIMARY) },
    secondary: props.secondary ?? { foundation: ownStack(app, 'Secondary', SECONDARY) },
  });
}

/** The stacks of an app, in the order of the construct tree. */
export function stacksOf(scope: IConstruct): Stack[] {
  return scope.node.findAll().filter((construct): construct is Stack => Stack.isStack(construct));
}

/** The template of a stack, for fine-grained assertions. Synthesises the whole app. */
export function templateOf(stack: Stack): Template {
  return Template.fromStack(stack);
}
