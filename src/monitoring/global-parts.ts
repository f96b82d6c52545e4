import type { Construct } from 'constructs';
import type { BudgetOptions } from './budget-options';
import { budgetSettings } from './budget-rules';
import { validateChat } from './chat-rules';
import type { GlobalMonitoringProps } from './global-monitoring';
import { GlobalMonitoring } from './global-monitoring';
import type { FailoverDns } from '../dns';

/** What of a monitoring belongs into us-east-1. */
export interface GlobalPartsProps extends GlobalMonitoringProps {
  readonly dns?: FailoverDns;
  readonly budget?: BudgetOptions;
}

/** Creates what is in us-east-1, if anything is: without it a topology needs no stack there. */
export function createGlobalParts(owner: Construct, props: GlobalPartsProps): GlobalMonitoring | undefined {
  const { topology, dns, budget, alerts } = props;
  const chat = alerts.chat ?? [];
  validateChat(owner, topology, chat);
  const settings = budget && budgetSettings(owner, topology, budget, alerts);
  const [neededBy] = [...dns ? ['dns'] : [], ...settings ? ['budget'] : [], ...chat.length > 0 ? ['alerts.chat'] : []];
  if (neededBy === undefined) {
    return undefined;
  }
  const global = new GlobalMonitoring(owner, props, neededBy);
  if (dns) {
    global.watchDns(dns);
  }
  if (settings) {
    global.addBudget(settings);
  }
  if (chat.length > 0) {
    global.addChat(chat);
  }
  return global;
}
