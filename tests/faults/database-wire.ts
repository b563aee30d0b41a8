/**
 * The wire between HQ's program and its database, statement by statement, so that the program can be
 * killed before any of them reaches the database, or after the database did it and before the program
 * hears so.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';

export type Moment = 'before' | 'after';

export interface Point {
  /** The how-manieth statement after the wire was armed. */
  readonly nth: number;
  readonly moment: Moment;
  /**
   * Counted from the first statement whose text or values hold all of these, and only on its connection;
   * where absent from the next one on, everywhere.
   */
  readonly from?: readonly string[] | undefined;
  /** Only these are counted. */
  readonly only?: string | undefined;
}

export interface Armed {
  /** The statement at which it happened; null where none was the n-th. */
  readonly disarm: () => string | null;
}

const HEADER_BYTES = 4;
const QUERY = 0x03;
const PREPARE = 0x16;
const EXECUTE = 0x17;

interface Trap extends Point {
  readonly spring: () => void;
  /** Where counting began; null before. */
  countsOn: Talk | 'everywhere' | null;
  seen: number;
  sprungAt: string | null;
}

/** Packets of the protocol out of whatever pieces the socket gives. */
class Packets {
  #rest: Buffer = Buffer.alloc(0);

  *add(piece: Buffer): Generator<Buffer> {
    this.#rest = Buffer.concat([this.#rest, piece]);
    while (this.#rest.length >= HEADER_BYTES) {
      const end = HEADER_BYTES + this.#rest.readUIntLE(0, 3);
      if (this.#rest.length < end) return;
      yield this.#rest.subarray(0, end);
      this.#rest = this.#rest.subarray(end);
    }
  }
}

/** One connection: what it prepared, and what it does now. */
class Talk {
  readonly #statements = new Map<number, string>();
  #preparing: string | null = null;

  /** The text of a statement that begins with this packet; null where it begins none. */
  statement(packet: Buffer): string | null {
    // A command is the first packet of its exchange.
    if (packet[3] !== 0) return null;
    const text = packet.toString('utf8', HEADER_BYTES + 1);
    if (packet[HEADER_BYTES] === PREPARE) this.#preparing = text;
    if (packet[HEADER_BYTES] === QUERY) return text;
    if (packet[HEADER_BYTES] !== EXECUTE) return null;
    return this.#statements.get(packet.readUInt32LE(HEADER_BYTES + 1)) ?? 'a prepared statement';
  }

  answered(piece: Buffer): void {
    if (this.#preparing === null || piece[HEADER_BYTES] !== 0) return;
    this.#statements.set(piece.readUInt32LE(HEADER_BYTES + 1), this.#preparing);
    this.#preparing = null;
  }
}

export class DatabaseWire {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #trap: Trap | null = null;

  private constructor(to: { readonly host: string; readonly port: number }) {
    this.#server = createServer((program) => this.#join(program, connect(to.port, to.host)));
  }

  static async open(to: { readonly host: string; readonly port: number }): Promise<DatabaseWire> {
    const wire = new DatabaseWire(to);
    await new Promise<void>((resolve) => {
      wire.#server.listen(0, '127.0.0.1', resolve);
    });
    return wire;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** At that point `spring` is called and every connection is cut. */
  arm(point: Point, spring: () => void): Armed {
    const countsOn = point.from === undefined ? 'everywhere' : null;
    const trap: Trap = { ...point, spring, countsOn, seen: 0, sprungAt: null };
    this.#trap = trap;
    return {
      disarm: () => {
        if (this.#trap === trap) this.#trap = null;
        return trap.sprungAt;
      },
    };
  }

  close(): void {
    this.#cut();
    this.#server.close();
  }

  #cut(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  /** Whether this statement is the one. */
  #isTrapped(talk: Talk, statement: string, packet: Buffer): Trap | null {
    const trap = this.#trap;
    if (trap === null) return null;
    const { from = [], only } = trap;
    const isIn = (part: string): boolean => statement.includes(part) || packet.includes(part);
    if (trap.countsOn === null && from.every(isIn)) trap.countsOn = talk;
    if (trap.countsOn !== 'everywhere' && trap.countsOn !== talk) return null;
    if (only !== undefined && statement !== only) return null;
    trap.seen += 1;
    return trap.seen === trap.nth ? trap : null;
  }

  #spring(trap: Trap, statement: string): void {
    trap.sprungAt = statement;
    this.#trap = null;
    trap.spring();
    this.#cut();
  }

  #join(program: Socket, database: Socket): void {
    const talk = new Talk();
    const packets = new Packets();
    let afterwards: (() => void) | null = null;
    for (const socket of [program, database]) {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    program.on('close', () => database.destroy());
    database.on('close', () => program.destroy());
    program.on('data', (piece: Buffer) => {
      for (const packet of packets.add(piece)) {
        const statement = talk.statement(packet);
        const trap = statement === null ? null : this.#isTrapped(talk, statement, packet);
        if (trap !== null && trap.moment === 'before') return this.#spring(trap, statement ?? '');
        if (trap !== null) afterwards = () => this.#spring(trap, statement ?? '');
        database.write(packet);
      }
    });
    database.on('data', (piece: Buffer) => {
      if (afterwards !== null) return afterwards();
      talk.answered(piece);
      program.write(piece);
    });
  }
}
