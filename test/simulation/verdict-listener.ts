import type { History } from './history/history';
import type { Decision } from '../../src/recovery/decision/verdict';

/** What the decider logs, whenever it has decided. */
type DecisionLogged = Decision & { readonly message: string };

/** Tells the history what the decider of each Region says, as often as it says another thing. */
export function verdictListener(history: History): (region: string, principal: string, entry: object) => void {
  const last = new Map<string, string>();
  return (region, principal, entry) => {
    const { message, verdict, reason } = entry as DecisionLogged;
    const said = `${verdict}: ${reason}`;
    if (principal === 'run-decider' && message === 'decided' && last.get(region) !== said) {
      last.set(region, said);
      history.add({ kind: 'verdict', region, verdict, reason });
    }
  };
}
