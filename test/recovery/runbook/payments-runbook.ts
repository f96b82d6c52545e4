import { FailoverOrchestrator } from '../../../src';
import { paymentsApp } from '../../app/payments-app';

/** The runbook of the app that the demo shows. Nothing is bundled: a runbook names functions, and holds no code. */
export function paymentsRunbook(): string {
  const app = paymentsApp({ context: { 'aws:cdk:bundling-stacks': [] } });
  const [orchestrator] = app.node.findAll().filter((construct): construct is FailoverOrchestrator => construct instanceof FailoverOrchestrator);
  return orchestrator.runbook();
}
