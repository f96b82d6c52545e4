import type { TrafficAnswer } from './requests';

/** The addresses of names, as the public DNS tells them to a client of now. Empty for one that does not resolve. */
export interface Addresses {
  /** Of the name that clients use. */
  readonly clientName: readonly string[];
  /** Of the name of the Region that took over. */
  readonly ownName: readonly string[];
  /** Of the name of the other Region. */
  readonly peerName: readonly string[];
}

/**
 * Whether clients are led to the Region that took over, and served there.
 *
 * @param failure why the name does not work, as a client sees it; absent where it works and where nobody can probe it
 */
export function judgeTraffic({ clientName, ownName, peerName }: Addresses, failure: string | undefined): TrafficAnswer {
  const said = `clients are led to ${listed(clientName)}; the Region that took over has ${listed(ownName)}, the other one ${listed(peerName)}`;
  const isHere = (address: string) => ownName.includes(address);
  // What stands before both Regions alike, such as an accelerator, does not tell which of them answers.
  const leadsHere = clientName.some(isHere) && !clientName.some(address => peerName.includes(address) && !isHere(address));
  if (!leadsHere) {
    return { moved: false, detail: said };
  }
  return failure === undefined ? { moved: true, detail: said } : { moved: false, detail: `${said}, and the name does not work: ${failure}` };
}

function listed(addresses: readonly string[]): string {
  return addresses.length === 0 ? 'no address' : addresses.join(', ');
}
