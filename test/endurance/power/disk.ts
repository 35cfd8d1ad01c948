import type { Operation } from './trace.ts';

/** What happens to writes that were not synced when the power goes. */
export type Loss = 'drop' | 'subset' | 'torn';

interface File {
  readonly durable: Content;
  pending: Extract<Operation, { kind: 'write' | 'size' }>[];
}

/** A disk that keeps for certain only what was synced. Names (create, rename, remove) are kept at once. */
export class Disk {
  readonly #files = new Map<string, File>();
  /** How many rows the process had told to be stored. */
  acknowledged = 0;

  perform(operation: Operation): void {
    switch (operation.kind) {
      case 'ack':
        this.acknowledged = operation.rows;
        return;
      case 'write':
      case 'size':
        this.#file(operation.file).pending.push(operation);
        return;
      case 'sync': {
        const file = this.#file(operation.file);
        for (const one of file.pending) file.durable.apply(one);
        file.pending = [];
        return;
      }
      case 'remove':
        this.#files.delete(operation.file);
        return;
      case 'rename':
        this.#files.set(operation.to, this.#file(operation.file));
        this.#files.delete(operation.file);
    }
  }

  /** What a machine finds that lost its power now. */
  afterLoss(loss: Loss, chance: () => number): ReadonlyMap<string, Buffer> {
    return new Map([...this.#files].map(([name, file]) => [name, remaining(file, loss, chance)]));
  }

  #file(name: string): File {
    const known = this.#files.get(name) ?? { durable: new Content(), pending: [] };
    this.#files.set(name, known);
    return known;
  }
}

function remaining({ durable, pending }: File, loss: Loss, chance: () => number): Buffer {
  const content = new Content(durable.bytes());
  for (const one of loss === 'drop' ? [] : pending) {
    const parts = loss === 'torn' && one.kind === 'write' ? sectors(one) : [one];
    for (const part of parts) if (chance() < 0.5) content.apply(part);
  }
  return content.bytes();
}

/** Bytes that a disk writes whole or not at all. */
const SECTOR = 512;

function* sectors({ file, at, bytes }: Extract<Operation, { kind: 'write' }>): Iterable<Extract<Operation, { kind: 'write' }>> {
  for (let from = 0; from < bytes.length; ) {
    const until = Math.min(bytes.length, from + SECTOR - ((at + from) % SECTOR));
    yield { kind: 'write', file, at: at + from, bytes: bytes.subarray(from, until) };
    from = until;
  }
}

/** Bytes of a file, changed in place. */
class Content {
  #room: Buffer;
  #size: number;

  constructor(bytes: Buffer = Buffer.alloc(0)) {
    this.#room = Buffer.from(bytes);
    this.#size = bytes.length;
  }

  apply(operation: Extract<Operation, { kind: 'write' | 'size' }>): void {
    const size = operation.kind === 'size' ? operation.size : Math.max(this.#size, operation.at + operation.bytes.length);
    if (size > this.#room.length) this.#room = Buffer.concat([this.#room], 2 * size);
    if (size < this.#size) this.#room.fill(0, size, this.#size);
    this.#size = size;
    if (operation.kind === 'write') operation.bytes.copy(this.#room, operation.at);
  }

  bytes(): Buffer {
    return this.#room.subarray(0, this.#size);
  }
}
