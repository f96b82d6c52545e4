import { MUTANTS } from './mutants';
import { paymentsTemplates } from '../../../support/payments-templates';
import { deploymentOf } from '../../deployment/deployment';
import { otherTemplates } from '../apps/other-templates';
import { runTrial } from '../run-trial';
import { systemOf } from '../system';
import { otherSystems } from '../systems';

const TEMPLATES = paymentsTemplates();
const SYSTEM = systemOf(deploymentOf(TEMPLATES));
const OTHERS = otherSystems(otherTemplates());

test.each(MUTANTS.map(mutant => [mutant.without, mutant] as const))('without %s a law is broken, and with it none', async (without, mutant) => {
  const { alteration, trial, caughtBy } = mutant;
  const system = trial.system === undefined ? SYSTEM : OTHERS[trial.system];
  expect((await runTrial(system, 0, { ...trial, name: without })).violations).toEqual([]);
  const { violations } = await runTrial(system, 0, { ...trial, name: without, alteration });
  expect(violations.map(({ invariant }) => invariant)).toEqual(expect.arrayContaining([...caughtBy]));
});
