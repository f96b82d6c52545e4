import { ORCHESTRATOR_BAD_INPUTS } from './orchestrator-bad-inputs';
import { describeBadInputs } from '../support/bad-inputs';

describeBadInputs(ORCHESTRATOR_BAD_INPUTS);
