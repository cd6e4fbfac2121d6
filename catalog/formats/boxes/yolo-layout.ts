import { parse as parseYaml } from 'yaml';

/** The names by class number in a `.yaml` (a list or a map); null for one that has none, such as a recipe. */
export function classNamesInYaml(yaml: string): string[] | null {
  let document: unknown;
  try {
    document = parseYaml(yaml);
  } catch {
    return null;
  }
  const names =
    typeof document === 'object' && document !== null && 'names' in document
      ? document.names
      : undefined;
  if (Array.isArray(names)) return names.map(String);
  if (typeof names !== 'object' || names === null) return null;
  const list: string[] = [];
  for (const [index, name] of Object.entries(names)) list[Number(index)] = String(name);
  return list;
}

/** The names by line of `classes.txt` or `obj.names`; a blank line keeps its number and has no name. */
export const classNamesInList = (text: string): string[] =>
  text
    .replace(/\s+$/, '')
    .split(/\r\n|\n|\r/)
    .map((name) => name.trim());

const last = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const isClassList = (path: string) =>
  /^(?:classes|class_names|predefined_classes|_?darknet|obj)\.(?:txt|names|labels)$|\.names$/i.test(
    last(path),
  );
/** Lists of pictures, and what people write of a data set. */
const isOther = (path: string) =>
  /^(?:train|valid?|test|trainval|.*readme.*|licen[cs]e|notes)\.[a-z]+$/i.test(last(path));
const isInLabels = (path: string) => /(?:^|\/)labels\//i.test(path);

/** What the files of a YOLO data set are for. */
interface YoloLayout {
  /** Those that can name the classes, the likeliest first. */
  yamls: string[];
  lists: string[];
  labels: string[];
  /** Text files outside `labels/` where there is such a folder. */
  beside: string[];
}

export function yoloLayout(files: readonly string[]): YoloLayout {
  const isUsual = (path: string) => /^(?:data|dataset)\.ya?ml$/i.test(last(path));
  const yamls = files.filter((path) => /\.ya?ml$/i.test(path));
  const texts = files.filter((path) => /\.txt$/i.test(path) && !isClassList(path));
  const inLabels = texts.filter(isInLabels);
  const others = texts.filter((path) => !isInLabels(path) && !isOther(path));
  return {
    yamls: [...yamls.filter(isUsual), ...yamls.filter((path) => !isUsual(path))],
    lists: files.filter(isClassList),
    labels: inLabels.length > 0 ? inLabels : others,
    beside: inLabels.length > 0 ? others : [],
  };
}
