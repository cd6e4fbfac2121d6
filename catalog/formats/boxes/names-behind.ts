/**
 * Names of pictures that a name may stand for which a tool made of them, likeliest first: Label Studio puts eight
 * hexadecimal digits before a name, Roboflow the ending into it and a hash behind it, and addresses hold percent signs.
 */
export function namesBehind(image: string): string[] {
  const cut = Math.max(image.lastIndexOf('/'), image.lastIndexOf('\\')) + 1;
  const [folder, name] = [image.slice(0, cut), image.slice(cut)];
  const names = [
    folder + (decoded(name.replace(/\?.*$/, '')) ?? name),
    folder + name.replace(/^[0-9a-f]{8}-(?=.)/i, ''),
    folder +
      name.replace(
        /_(jpe?g|png|tiff?|webp|bmp)\.rf\.[0-9a-z]+(?:\.(?:jpe?g|png|tiff?|webp|bmp))?$/i,
        '.$1',
      ),
  ];
  const whole = decoded(image.replace(/\?.*$/, ''));
  if (whole !== null) names.push(whole);
  return [...new Set(names)].filter((other) => other !== image);
}

function decoded(text: string): string | null {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
