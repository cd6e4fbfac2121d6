/** Sites that a link of ours may open in the person's browser: standards and registers of the field. */
const hosts: ReadonlySet<string> = new Set([
  'dwc.tdwg.org',
  'www.marinespecies.org',
  'docs.wildme.org',
  'onnxruntime.ai',
  // Pages of published starting weights, with their licences.
  'huggingface.co',
  'docs.pytorch.org',
]);

/** Whether an address may leave the app for the system's browser; https to a listed host only. */
export function mayOpenOutside(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === 'https:' && hosts.has(host) && username === '' && password === '';
}
