/**
 * One finger against many (staff at a counter, double enrolment): an index of the edges between
 * neighbouring minutiae, by length and by the two directions against the edge. A probe's edges vote
 * for templates and turns; only the templates with the most votes for one turn are compared.
 */
import { compare, emptyEvidence, makeMatcher } from './match.ts';
import { prepare } from './prepare.ts';
import type { Template } from './template.ts';

export interface Enrolled {
  readonly id: string;
  readonly template: Template;
}

export interface FingerIndex {
  readonly enrolled: readonly Enrolled[];
  /** Where each key's entries begin; one more than there are keys. */
  readonly starts: Uint32Array;
  /** Number of the template times 256 plus direction of the edge's first minutia. */
  readonly entries: Uint32Array;
}

export interface Candidate {
  readonly id: string;
  /** As of `match.ts`. */
  readonly score: number;
}

export const MAX_ENROLLED = 1_000_000;
const NEIGHBOURS = 6;
const MIN_EDGE_PX = 12;
const MAX_EDGE_PX = 132;
const LENGTH_PX = 12;
const LENGTHS = (MAX_EDGE_PX - MIN_EDGE_PX) / LENGTH_PX + 1;
const TURNS = 16;
const KEYS = LENGTHS * TURNS * TURNS;
const VOTE_TURNS = 32;
const SHORTLIST = 150;

interface Edge {
  readonly lengthPx: number;
  /** 1/256 of a circle, against the edge. */
  readonly first: number;
  readonly second: number;
  /** Direction of the first minutia. */
  readonly angle: number;
}

/** Throws nothing; takes the first {@link MAX_ENROLLED}. */
export function buildIndex(all: readonly Enrolled[]): FingerIndex {
  const enrolled = all.slice(0, MAX_ENROLLED);
  const edges = enrolled.map(({ template }) => edgesOf(template));
  const starts = new Uint32Array(KEYS + 1);
  for (const list of edges) {
    for (const edge of list) {
      const key = keyOf(edge);
      starts[key + 1] = (starts[key + 1] ?? 0) + 1;
    }
  }
  for (let key = 0; key < KEYS; key += 1) {
    starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  }
  const entries = new Uint32Array(starts[KEYS] ?? 0);
  const next = starts.slice();
  for (const [number, list] of edges.entries()) {
    for (const edge of list) {
      const key = keyOf(edge);
      const at = next[key] ?? 0;
      entries[at] = number * 256 + edge.angle;
      next[key] = at + 1;
    }
  }
  return { enrolled, starts, entries };
}

/** The best candidates, highest score first; the caller compares with the decision threshold. */
export function identify(index: FingerIndex, probe: Template, limit: number): Candidate[] {
  const votes = countVotes(index, probe);
  const matcher = makeMatcher();
  const evidence = emptyEvidence();
  const prepared = prepare(probe);
  return shortlist(votes, index.enrolled.length)
    .flatMap((number) => {
      const entry = index.enrolled[number];
      if (entry === undefined) return [];
      const score = compare(matcher, prepare(entry.template), prepared, evidence);
      return [{ id: entry.id, score }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
}

function edgesOf(template: Template): Edge[] {
  const edges: Edge[] = [];
  const { minutiae } = template;
  for (const from of minutiae) {
    const near = minutiae
      .map((to) => ({ to, lengthPx: Math.hypot(to.x - from.x, to.y - from.y) }))
      .filter(({ lengthPx }) => lengthPx >= MIN_EDGE_PX && lengthPx < MAX_EDGE_PX)
      .sort((a, b) => a.lengthPx - b.lengthPx)
      .slice(0, NEIGHBOURS);
    for (const { to, lengthPx } of near) {
      const along = (Math.atan2(to.y - from.y, to.x - from.x) / (2 * Math.PI)) * 256;
      edges.push({
        lengthPx,
        first: (from.angle - along + 512) % 256,
        second: (to.angle - along + 512) % 256,
        angle: from.angle,
      });
    }
  }
  return edges;
}

const keyAt = (length: number, first: number, second: number): number =>
  (length * TURNS + (first & (TURNS - 1))) * TURNS + (second & (TURNS - 1));

const keyOf = (edge: Edge): number =>
  keyAt(
    Math.floor((edge.lengthPx - MIN_EDGE_PX) / LENGTH_PX),
    Math.floor((edge.first * TURNS) / 256),
    Math.floor((edge.second * TURNS) / 256),
  );

/** Votes by template and turn; each edge asks the bins around it, eight in all. */
function countVotes(index: FingerIndex, probe: Template): Uint16Array {
  const votes = new Uint16Array(index.enrolled.length * VOTE_TURNS);
  for (const edge of edgesOf(probe)) {
    const length = Math.round((edge.lengthPx - MIN_EDGE_PX) / LENGTH_PX);
    const first = Math.round((edge.first * TURNS) / 256);
    const second = Math.round((edge.second * TURNS) / 256);
    for (let corner = 0; corner < 8; corner += 1) {
      const l = length - (corner & 1);
      if (l < 0 || l >= LENGTHS) continue;
      const key = keyAt(l, first - ((corner >> 1) & 1), second - (corner >> 2));
      const end = index.starts[key + 1] ?? 0;
      for (let at = index.starts[key] ?? 0; at < end; at += 1) {
        const entry = index.entries[at] ?? 0;
        const turn = ((entry - edge.angle) & 255) >> 3;
        const slot = (entry >>> 8) * VOTE_TURNS + turn;
        votes[slot] = (votes[slot] ?? 0) + 1;
      }
    }
  }
  return votes;
}

/** The templates with the most votes for two neighbouring turns. */
function shortlist(votes: Uint16Array, count: number): number[] {
  const best = new Uint32Array(count);
  for (let number = 0; number < count; number += 1) {
    let most = 0;
    for (let turn = 0; turn < VOTE_TURNS; turn += 1) {
      const here = votes[number * VOTE_TURNS + turn] ?? 0;
      const beside = votes[number * VOTE_TURNS + ((turn + 1) % VOTE_TURNS)] ?? 0;
      most = Math.max(most, here + beside);
    }
    best[number] = most;
  }
  const floor = best.toSorted()[Math.max(0, count - SHORTLIST)] ?? 0;
  return Array.from(best.keys())
    .filter((number) => (best[number] ?? 0) >= floor && (best[number] ?? 0) > 0)
    .sort((a, b) => (best[b] ?? 0) - (best[a] ?? 0))
    .slice(0, SHORTLIST);
}
