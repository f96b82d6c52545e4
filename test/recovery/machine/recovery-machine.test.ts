import { fullOrchestrator } from './machines';
import { StackLayer } from '../../../src';
import { templateOf } from '../../support/environment';

test('a machine tells cfn-lint, wherever its template is checked, which rules do not know its language', () => {
  const { topology } = fullOrchestrator();
  for (const region of topology.regions) {
    const machines = Object.values(templateOf(region.stack(StackLayer.RECOVERY)).findResources('AWS::StepFunctions::StateMachine'));
    expect(machines.map(({ Metadata }) => Metadata['cfn-lint'])).toEqual(machines.map(() => ({ config: { ignore_checks: ['E3601', 'E1101'] } })));
    expect(machines).toHaveLength(3);
  }
});
