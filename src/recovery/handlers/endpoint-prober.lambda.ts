/** Probes the endpoints of both Regions. */
export async function handler(): Promise<void> {
}
