import type { App } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DrTopology, FailoverDns, FailoverOrchestrator } from '../../../src';

/** What an app must have to be lost and recovered. */
export interface RecoverableApp {
  readonly app: App;
  readonly topology: DrTopology;
  readonly orchestrator: FailoverOrchestrator;
  readonly dns: FailoverDns;
}

/** Nothing where the app has no recovery, or no name that could lead elsewhere. */
export function recoverableApp(app: App): RecoverableApp | undefined {
  const constructs = app.node.findAll();
  const find = <T extends Construct>(type: abstract new (...args: never[]) => T) =>
    constructs.find((construct): construct is T & typeof construct => construct instanceof type);
  const [topology, orchestrator, dns] = [find(DrTopology), find(FailoverOrchestrator), find(FailoverDns)];
  return topology && orchestrator && dns && { app, topology, orchestrator, dns };
}
