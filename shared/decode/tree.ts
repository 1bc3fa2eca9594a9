/** One value of a decoded payload. */
export interface TreeNode {
  /** Name in an object, index in a list, field of a message; `undefined` for the value that is the whole payload. */
  readonly key: string | undefined;
  readonly type: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null' | 'bytes' | 'other';
  /** The value: every digit of a number, a text without quotes, bytes in hexadecimal. Empty for objects and lists. */
  readonly text: string;
  /** What the format calls it, in the format's own words: `uint64`, `field 3 · varint`, `tag 1`. Empty where that says nothing. */
  readonly note: string;
  /** The bytes `[from, to)` that it is, those of its children included, without its key's. */
  readonly from: number;
  readonly to: number;
  readonly children: readonly TreeNode[];
}

/** Why bytes are not what a decoder reads. A translation of `fault.<code>` says it to a person. */
export type FaultCode =
  'empty' | 'end' | 'rest' | 'invalid' | 'deep' | 'many' | 'text' | 'syntax' | 'length' | 'range' | 'magic' | 'type';

export interface Fault {
  readonly code: FaultCode;
  /** Offset of the byte where it was found. */
  readonly at: number;
}

/** What was read until the bytes ended or made no sense. */
export interface TreeReading {
  readonly root: TreeNode | undefined;
  readonly fault: Fault | undefined;
}

/** Deeper values are not read: no program sends such, and what draws them would not hold it. */
export const MOST_DEPTH = 64;
/** Values of one payload that are read. */
export const MOST_NODES = 20_000;

/** A node whose end and children are still being read. */
export interface OpenNode extends TreeNode {
  to: number;
  readonly children: TreeNode[];
}

/** Ends the reading of a payload; never leaves the decoders. */
export class Stop extends Error {
  constructor(readonly fault: Fault) {
    super(fault.code);
  }
}

/** What a format says of a value that has no children. */
export type Scalar = Pick<TreeNode, 'type' | 'text' | 'note'>;

const NO_CHILDREN: readonly TreeNode[] = [];

export function stop(code: FaultCode, at: number): never {
  throw new Stop({ code, at });
}

/** Puts together the tree of a payload within its bounds. What was begun stays where the reading stops. */
export class TreeBuilder {
  private root: TreeNode | undefined;
  private nodes = 0;

  /** Adds a value without children; as the root where there is no parent. */
  leaf(parent: OpenNode | undefined, key: string | undefined, scalar: Scalar, from: number, to: number): void {
    // Written out and without a list of its own, because a payload can have thousands of these.
    const { type, text, note } = scalar;
    this.add(parent, { key, type, text, note, from, to, children: NO_CHILDREN });
  }

  /** Adds an object or a list whose children follow; its end is set when they are read. */
  open(parent: OpenNode | undefined, node: Omit<TreeNode, 'children' | 'to' | 'text'>, depth: number): OpenNode {
    if (depth > MOST_DEPTH) stop('deep', node.from);
    const { key, type, note, from } = node;
    const opened: OpenNode = { key, type, text: '', note, from, to: from, children: [] };
    this.add(parent, opened);
    return opened;
  }

  private add(parent: OpenNode | undefined, node: TreeNode): void {
    if (++this.nodes > MOST_NODES) stop('many', node.from);
    if (parent) parent.children.push(node);
    else this.root = node;
  }

  /** Runs a reader: what it read, and why it stopped where it did before the end. */
  read(reader: (builder: this) => void): TreeReading {
    try {
      reader(this);
      return { root: this.root, fault: undefined };
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      return { root: this.root && closed(this.root, error.fault.at), fault: error.fault };
    }
  }
}

/** The values that were still open when the reading stopped reach as far as it came. */
function closed(root: TreeNode, at: number): TreeNode {
  const path: OpenNode[] = [];
  let node: TreeNode | undefined = root;
  while (node && 'children' in node && node.to <= node.from) {
    path.push(node as OpenNode);
    node = node.children.at(-1);
  }
  for (const open of path.reverse()) open.to = Math.max(at, open.from, open.children.at(-1)?.to ?? 0);
  return root;
}
