/** Publishes what the state table of this Region says. */
export async function handler(): Promise<void> {
}
