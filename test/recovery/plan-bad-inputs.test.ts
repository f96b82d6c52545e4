import { STORE_BAD_INPUTS } from './store-bad-inputs';
import { TEAM_STEP_BAD_INPUTS } from './team-step-bad-inputs';
import { describeBadInputs } from '../support/bad-inputs';

describeBadInputs(STORE_BAD_INPUTS);
describeBadInputs(TEAM_STEP_BAD_INPUTS);
