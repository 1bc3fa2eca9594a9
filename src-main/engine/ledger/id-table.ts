/** Ids remembered at once; then all are asked for anew. */
const MOST_IDS = 20_000;

interface Entry<Value> {
  readonly id: Uint8Array;
  readonly value: Value;
  readonly next: Entry<Value> | undefined;
}

/** What belongs to an id, found without making anything. */
export class IdTable<Value> {
  private readonly entries = new Map<number, Entry<Value>>();
  private size = 0;

  get(id: Uint8Array): Value | undefined {
    for (let entry = this.entries.get(hash(id)); entry; entry = entry.next) if (same(entry.id, id)) return entry.value;
    return undefined;
  }

  set(id: Uint8Array, value: Value): void {
    if (this.size === MOST_IDS) this.clear();
    this.size++;
    const key = hash(id);
    this.entries.set(key, { id: new Uint8Array(id), value, next: this.entries.get(key) });
  }

  clear(): void {
    this.entries.clear();
    this.size = 0;
  }
}

/** FNV-1a, 32 bits. */
function hash(bytes: Uint8Array): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < bytes.length; index++) value = Math.imul(value ^ bytes[index]!, 0x01000193);
  return value >>> 0;
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}
